#include "cli/run/run_json_lines.h"

#include "cli/fields.h"

namespace hearth::cli {

void RunJsonLines::show(const RunEvent&, const json& raw) {
  console_.out(json_line(raw));
}

// The event of the cancellation says it.
void RunJsonLines::cancelling() {}

void RunJsonLines::end(const RunResult& result) {
  nlohmann::ordered_json line{{"type", "result"},
                              {"state", to_string(result.state)},
                              {"answer", result.answer},
                              {"run_id", result.run_id},
                              {"session_id", result.session_id}};
  if (!result.failure.empty()) line["failure"] = result.failure;
  if (result.denials > 0) line["denials"] = result.denials;
  console_.out(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace hearth::cli
