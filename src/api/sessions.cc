#include <optional>
#include <string>

#include "api/resources.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "store/sessions.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

void write_session(JsonWriter& out, const store::Session& session) {
  out.begin_object().key("id").number(session.id.value).key("title").string(session.title).key("workspace");
  if (session.workspace) {
    out.string(session.workspace_root);
  } else {
    out.null();
  }
  out.key("created_at").number(session.created_at).key("updated_at").number(session.updated_at).end_object();
}

http_server::Response session_response(const store::Session& session, int status) {
  JsonWriter out;
  write_session(out, session);
  return json_response(out.take(), status);
}

http_server::Response add(const Call& call) {
  UnixMillis now = unix_millis_now();
  std::string title = call.body.value("title", std::string("New session"));
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
  return session_response(call.context.store.read([&](db::Connection& connection) {
    return store::get_session(connection, SessionId{call.id()});
  }),
                          200);
}

http_server::Response list(const Call& call) {
  std::int64_t limit = call.query_number("limit", 50, 1, 500);
  JsonWriter out;
  out.begin_object().key("sessions").begin_array();
  std::string next = call.context.store.read([&](db::Connection& connection) {
    return store::list_sessions(connection, call.query_text("cursor"), limit,
                                [&](const store::Session& session) { write_session(out, session); });
  });
  out.end_array().key("next_cursor");
  if (next.empty()) {
    out.null();
  } else {
    out.string(next);
  }
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/sessions", "Sessions, last used first", "limit cursor", "", "SessionList", 200, list},
    {"POST", "/api/v1/sessions", "Begin a session, in a workspace folder or without one", "", "NewSession", "Session",
     201, add},
    {"GET", "/api/v1/sessions/{id}", "One session", "", "", "Session", 200, get},
};

}  // namespace

std::span<const Route> session_routes() {
  return table;
}

}  // namespace hearth::api
