#include "cli/run/run_result.h"

#include "base/error.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

int exit_code(const RunResult& result) {
  switch (result.state) {
    case RunState::finished:
      return result.denials > 0 ? exit_denied : exit_done;
    case RunState::cancelled:
      return exit_cancelled;
    case RunState::queued:
    case RunState::running:
    case RunState::waiting_approval:
    case RunState::failed:
    case RunState::interrupted:
      return result.denials > 0 ? exit_denied : exit_failed;
  }
  return exit_failed;
}

void apply(const RunEvent& event, RunResult& result) {
  if (event.type == "run.started" || event.type == "run.resumed") {
    result.state = RunState::running;
  } else if (event.type == "approval.decided") {
    if (text_field(event.data, "decision") == to_string(Approval::deny)) ++result.denials;
  } else if (event.type == "run.finished") {
    result.state = RunState::finished;
    result.answer = text_field(event.data, "answer");
  } else if (event.type == "run.failed") {
    result.state = RunState::failed;
    result.failure = text_field(event.data, "message");
    if (text_field(event.data, "code") == to_string(Code::denied)) ++result.denials;
  } else if (event.type == "run.cancelled") {
    result.state = RunState::cancelled;
  } else if (event.type == "run.interrupted") {
    result.state = RunState::interrupted;
    result.failure = text_field(event.data, "reason");
  }
}

}  // namespace hearth::cli
