#include <optional>
#include <string>

#include "api/pages.h"
#include "api/resources.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "store/runs.h"
#include "store/sessions.h"

namespace hearth::api {

namespace {

void write_run(JsonWriter& out, const store::Run& run) {
  out.begin_object().key("id").number(run.id.value).key("task_id").number(run.task.value);
  out.key("session_id")
      .number(run.session.value)
      .key("state")
      .string(to_string(run.state))
      .key("model")
      .string(run.model)
      .key("task")
      .string(run.prompt);
  out.key("resumes").number(run.resumes).key("created_at").number(run.created_at);
  out.key("started_at");
  write_optional(out, run.started_at);
  out.key("ended_at");
  write_optional(out, run.ended_at);
  if (!run.error.empty()) out.key("error").string(run.error);
  if (!run.protection.empty()) out.key("protection").raw(run.protection);
  out.end_object();
}

http_server::Response run_response(const store::Run& run, int status) {
  JsonWriter out;
  write_run(out, run);
  return json_response(out.take(), status);
}

void require_one_wish(const json& body) {
  bool anew = body.contains("regenerate");
  bool more = body.contains("task") || body.contains("parent_id") || body.contains("attachments");
  if (anew ? !more : body.contains("task")) return;
  throw Error(
      Code::invalid_argument,
      "starting a run: give a task, with parent_id and attachments if you like, or regenerate and none of these");
}

agent::Placement placement_of(const json& body) {
  agent::Placement placement;
  if (body.contains("regenerate")) placement.regenerate = MessageId{body["regenerate"].get<std::int64_t>()};
  for (const json& id : body.value("attachments", json::array())) {
    placement.attachments.push_back(AttachmentId{id.get<std::int64_t>()});
  }
  if (!body.contains("parent_id")) return placement;
  placement.branch.emplace();
  if (!body["parent_id"].is_null()) placement.branch->parent = MessageId{body["parent_id"].get<std::int64_t>()};
  return placement;
}

std::optional<RunState> state_asked_for(const Call& call) {
  using enum RunState;
  return call.query_choice("state", {queued, running, waiting_approval, finished, failed, cancelled, interrupted});
}

http_server::Response start(const Call& call) {
  require_one_wish(call.body);
  agent::StartRun request;
  request.session = SessionId{call.id()};
  request.task = call.body.value("task", std::string());
  request.placement = placement_of(call.body);
  request.model = call.body.value("model", call.context.settings().text("agent.model"));
  return run_response(call.context.runs.start(request), 202);
}

http_server::Response get(const Call& call) {
  return run_response(
      call.context.store.read([&](db::Connection& connection) { return store::get_run(connection, RunId{call.id()}); }),
      200);
}

http_server::Response list(const Call& call) {
  SessionId session{call.id()};
  store::Page page = page_of(call);
  std::optional<RunState> state = state_asked_for(call);
  JsonWriter out;
  out.begin_object().key("runs").begin_array();
  std::int64_t last = 0;
  int rows = call.context.store.read([&](db::Connection& connection) {
    store::get_session(connection, session);
    return store::each_run(connection, session, state, page, [&](const store::Run& run) {
      write_run(out, run);
      last = run.id.value;
    });
  });
  out.end_array().key("next_before");
  write_optional(out, rows == page.limit ? std::optional(last) : std::nullopt);
  return json_response(out.end_object().take());
}

http_server::Response cancel(const Call& call) {
  call.context.runs.cancel(RunId{call.id()});
  return run_response(
      call.context.store.read([&](db::Connection& connection) { return store::get_run(connection, RunId{call.id()}); }),
      202);
}

constexpr Route table[] = {
    {"GET", "/api/v1/runs/{id}", "One run and its state", "", "", "Run", 200, get},
    {"POST", "/api/v1/runs/{id}/cancel", "Stop a run; it ends as cancelled", "", "", "Run", 202, cancel},
    {"GET", "/api/v1/sessions/{id}/runs", "The runs of a session, newest first", "limit before state", "", "RunList",
     200, list},
    {"POST", "/api/v1/sessions/{id}/runs", "Give the agent a task; the run goes on without the caller", "", "NewRun",
     "Run", 202, start},
};

}  // namespace

std::span<const Route> run_routes() {
  return table;
}

}  // namespace hearth::api
