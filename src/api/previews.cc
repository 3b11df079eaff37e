#include <string>

#include "api/resources.h"
#include "egress/redaction/rules.h"

namespace hearth::api {

namespace {

json finding_json(const egress::MaskedFinding& finding) {
  return {{"what", finding.what},
          {"class", egress::info(finding.data_class).name},
          {"action", egress::to_string(finding.action)},
          {"preview", finding.preview},
          {"placeholder", finding.placeholder},
          {"times", finding.times}};
}

json preview_json(const agent::OutboundPreview& preview) {
  json findings = json::array();
  for (const egress::MaskedFinding& finding : preview.masked.findings) findings.push_back(finding_json(finding));
  return {{"leaves_machine", true},
          {"destination", preview.destination},
          {"decision", egress::to_string(preview.verdict.decision)},
          {"rule", preview.verdict.rule},
          {"verdict", egress::to_string(preview.masked.verdict)},
          {"findings", std::move(findings)},
          {"body", preview.body}};
}

http_server::Response preview(const Call& call) {
  agent::PreviewTask task;
  if (call.body.contains("session_id")) task.session = SessionId{call.body["session_id"].get<std::int64_t>()};
  task.workspace_root = call.body.value("workspace", std::string("/"));
  task.task = call.body["task"].get<std::string>();
  task.model = call.body.value("model", call.context.settings().text("agent.model"));
  std::optional<agent::OutboundPreview> preview = call.context.runs.preview(task);
  if (!preview) return json_response(json{{"leaves_machine", false}});
  return json_response(preview_json(*preview));
}

constexpr Route table[] = {
    {"POST", "/api/v1/preview", "What a task would send to a model on another machine, byte for byte; nothing is sent",
     "", "PreviewTask", "Preview", 200, preview},
};

}  // namespace

std::span<const Route> preview_routes() {
  return table;
}

}  // namespace hearth::api
