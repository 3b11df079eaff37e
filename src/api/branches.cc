// The branches of a session's conversation: which one is in use, and a branch as a session of its own.
#include "store/branches.h"
#include "api/resources.h"
#include "api/session_json.h"
#include "store/runs.h"

namespace hearth::api {

namespace {

MessageId message_of(const Call& call) {
  return {call.body["message_id"].get<std::int64_t>()};
}

http_server::Response put_head(const Call& call) {
  SessionId session{call.id()};
  return session_response(call.context.store.write([&](store::Write& write) {
    store::require_no_open_run(write, session, "changing to another branch");
    store::show_branch(write, session, message_of(call));
    return store::get_session(write, session);
  }));
}

http_server::Response fork(const Call& call) {
  SessionId session{call.id()};
  store::Session made = call.context.store.write([&](store::Write& write) {
    store::require_no_open_run(write, session, "forking the session");
    return store::get_session(write, store::fork_session(write, session, message_of(call), unix_millis_now()));
  });
  call.context.gate.policy_changed();
  return session_response(made, 201);
}

constexpr Route table[] = {
    {"PUT", "/api/v1/sessions/{id}/head", "Change to the branch of a message, to its newest end", "", "NewHead",
     "Session", 200, put_head},
    {"POST", "/api/v1/sessions/{id}/fork", "A new session that begins with the messages up to one", "", "NewFork",
     "Session", 201, fork},
};

}  // namespace

std::span<const Route> branch_routes() {
  return table;
}

}  // namespace hearth::api
