// Workspaces and the sessions in them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

// The id of the workspace with this canonical root, which is added if it is new.
WorkspaceId workspace_id(Write& write, std::string_view root, UnixMillis now);
std::optional<WorkspaceId> find_workspace(db::Connection& connection, std::string_view root);
// The nearest one that is this folder or holds it.
std::optional<WorkspaceId> find_workspace_around(db::Connection& connection, std::string_view folder);
std::string workspace_root(db::Connection& connection, WorkspaceId id);  // throws Error(not_found)

// A workspace as lists show it.
struct KnownWorkspace {
  WorkspaceId id;
  std::string root;
  std::int64_t sessions = 0;
  UnixMillis last_used_at = 0;
};
// Last used first, at most 500.
std::vector<KnownWorkspace> known_workspaces(db::Connection& connection);

// The least protection that programs may run with in a workspace, as the user accepted it.
enum class LeastBox {
  full,
  reduced,  // weaker walls than bubblewrap's, where that cannot start
};
std::string_view to_string(LeastBox least);
LeastBox least_box(db::Connection& connection, WorkspaceId id);  // full for a workspace that is not there
void set_least_box(Write& write, WorkspaceId id, LeastBox least);

struct Session {
  SessionId id;
  std::optional<WorkspaceId> workspace;
  std::string workspace_root;  // empty: none
  std::string title;           // empty until it has one
  bool pinned = false;
  std::optional<MessageId> head;  // the last message of the branch in use: branches.h
  UnixMillis created_at = 0;
  UnixMillis updated_at = 0;
};

SessionId add_session(Write& write, std::string_view title, std::optional<WorkspaceId> workspace, UnixMillis now);
std::optional<Session> find_session(db::Connection& connection, SessionId id);
Session get_session(db::Connection& connection, SessionId id);  // throws Error(not_found)
struct SessionChange {
  std::optional<std::string> title;
  std::optional<bool> pinned;
};
void change_session(Write& write, SessionId id, const SessionChange& change);  // throws Error(not_found)
// For the first task of a session that was given no title.
void set_missing_title(Write& write, SessionId id, std::string_view title);
// With everything that belongs to it, but for the ledger of what left the machine. Throws Error(not_found).
void remove_session(Write& write, SessionId id);

enum class Pinned { any, only };
struct SessionPage {
  std::string_view cursor;  // opaque to callers: "updated_at.id"; empty starts at the top
  std::int64_t limit = 50;
  Pinned pinned = Pinned::any;
  std::optional<WorkspaceId> workspace = std::nullopt;
};
// Newest use first. Gives the cursor of the next page; empty: there is none.
std::string list_sessions(db::Connection& connection, const SessionPage& page,
                          const std::function<void(const Session&)>& each);

}  // namespace hearth::store
