// Workspaces and the sessions in them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

// The id of the workspace with this canonical root, which is added if it is new.
WorkspaceId workspace_id(Write& write, std::string_view root, UnixMillis now);
std::optional<WorkspaceId> find_workspace(db::Connection& connection, std::string_view root);
std::string workspace_root(db::Connection& connection, WorkspaceId id);  // throws Error(not_found)

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
  std::string title;
  UnixMillis created_at = 0;
  UnixMillis updated_at = 0;
};

SessionId add_session(Write& write, std::string_view title, std::optional<WorkspaceId> workspace, UnixMillis now);
std::optional<Session> find_session(db::Connection& connection, SessionId id);
Session get_session(db::Connection& connection, SessionId id);  // throws Error(not_found)
// Newest use first. The cursor is opaque to callers: "updated_at.id"; empty starts at the top.
std::string list_sessions(db::Connection& connection, std::string_view cursor, std::int64_t limit,
                          const std::function<void(const Session&)>& each);

}  // namespace hearth::store
