#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "api/resources.h"
#include "api/session_json.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "store/attachments.h"
#include "store/runs.h"
#include "store/sessions.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

http_server::Response add(const Call& call) {
  UnixMillis now = unix_millis_now();
  std::string title = call.body.value("title", std::string());
  std::optional<std::string> root;
  if (call.body.contains("workspace")) {
    root = workspace::open_root(call.body["workspace"].get<std::string>(), call.context.forbidden_folders).path;
  }
  store::Session session = call.context.store.write([&](store::Write& write) {
    std::optional<WorkspaceId> workspace;
    if (root) workspace = store::workspace_id(write, *root, now);
    return store::get_session(write, store::add_session(write, title, workspace, now));
  });
  return session_response(session, 201);
}

http_server::Response get(const Call& call) {
  return session_response(call.context.store.read(
      [&](db::Connection& connection) { return store::get_session(connection, SessionId{call.id()}); }));
}

store::Pinned pinned_asked_for(const Call& call) {
  std::string word = call.query_text("pinned");
  if (word.empty()) return store::Pinned::any;
  if (word == "true") return store::Pinned::only;
  throw Error(Code::invalid_argument, "listing sessions: pinned can be true, or left out for all sessions");
}

http_server::Response list(const Call& call) {
  std::string cursor = call.query_text("cursor");
  store::SessionPage page{cursor, call.query_number("limit", 50, 1, 500), pinned_asked_for(call)};
  if (std::int64_t workspace = call.query_number("workspace", 0, 0, std::numeric_limits<std::int64_t>::max())) {
    page.workspace = WorkspaceId{workspace};
  }
  JsonWriter out;
  out.begin_object().key("sessions").begin_array();
  std::string next = call.context.store.read([&](db::Connection& connection) {
    return store::list_sessions(connection, page, [&](const store::Session& session) { write_session(out, session); });
  });
  out.end_array().key("next_cursor");
  if (next.empty()) {
    out.null();
  } else {
    out.string(next);
  }
  return json_response(out.end_object().take());
}

http_server::Response change(const Call& call) {
  SessionId id{call.id()};
  store::SessionChange change;
  if (call.body.contains("title")) change.title = call.body["title"].get<std::string>();
  if (call.body.contains("pinned")) change.pinned = call.body["pinned"].get<bool>();
  return session_response(call.context.store.write([&](store::Write& write) {
    store::change_session(write, id, change);
    return store::get_session(write, id);
  }));
}

http_server::Response remove(const Call& call) {
  SessionId id{call.id()};
  std::vector<std::string> blobs;
  store::Session removed = call.context.store.write([&](store::Write& write) {
    store::Session session = store::get_session(write, id);
    store::require_no_open_run(write, id, "deleting the session");
    blobs = store::attachment_hashes(write, id);
    store::remove_session(write, id);
    return session;
  });
  // Only once the rows are gone for certain: a blob that a crash leaves behind harms less than one that is missing.
  call.context.store.write(
      [&](store::Write& write) { store::remove_unused_blobs(write, call.context.store.directory(), blobs); });
  call.context.gate.policy_changed();
  return session_response(removed);
}

constexpr Route table[] = {
    {"GET", "/api/v1/sessions", "Sessions, last used first", "limit cursor pinned workspace", "", "SessionList", 200,
     list},
    {"POST", "/api/v1/sessions", "Begin a session, in a workspace folder or without one", "", "NewSession", "Session",
     201, add},
    {"GET", "/api/v1/sessions/{id}", "One session", "", "", "Session", 200, get},
    {"PATCH", "/api/v1/sessions/{id}", "Rename or pin a session", "", "SessionChange", "Session", 200, change},
    {"DELETE", "/api/v1/sessions/{id}", "Delete a session with its runs and messages; answers what it was", "", "",
     "Session", 200, remove},
};

}  // namespace

std::span<const Route> session_routes() {
  return table;
}

}  // namespace hearth::api
