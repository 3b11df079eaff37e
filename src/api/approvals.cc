#include "api/resources.h"
#include "base/error.h"
#include "base/json_writer.h"

namespace hearth::api {

namespace {

http_server::Response decide(const Call& call) {
  agent::ApprovalWord word;
  word.call_id = call.parameters.find("call_id")->second;
  word.approval = approval_from(call.body["decision"].get<std::string>());
  word.pattern = call.body.value("pattern", std::string());
  word.reason = call.body.value("reason", std::string());
  if (!word.reason.empty() && word.approval != Approval::deny) {
    throw Error(Code::invalid_argument, "deciding a call: a reason goes with deny only");
  }
  word.by = call.request.transport == http_server::Transport::unix_socket ? "command line" : "browser";
  call.context.runs.decide(RunId{call.id()}, word);
  return json_response(json{{"call_id", word.call_id}, {"decision", to_string(word.approval)}});
}

constexpr Route table[] = {
    {"POST", "/api/v1/runs/{id}/approvals/{call_id}", "Say whether a waiting tool call may run", "", "ApprovalDecision",
     "ApprovalResult", 200, decide},
};

}  // namespace

std::span<const Route> approval_routes() {
  return table;
}

}  // namespace hearth::api
