#include "domain/run.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth {

std::string_view to_string(RunState state) {
  switch (state) {
    case RunState::queued:
      return "queued";
    case RunState::running:
      return "running";
    case RunState::waiting_approval:
      return "waiting_approval";
    case RunState::finished:
      return "finished";
    case RunState::failed:
      return "failed";
    case RunState::cancelled:
      return "cancelled";
    case RunState::interrupted:
      return "interrupted";
  }
  return "interrupted";
}

RunState run_state_from(std::string_view word) {
  for (RunState state : {RunState::queued, RunState::running, RunState::waiting_approval, RunState::finished,
                         RunState::failed, RunState::cancelled, RunState::interrupted}) {
    if (to_string(state) == word) return state;
  }
  throw Error(Code::internal, fmt::format("reading a stored run: state \"{}\" is unknown", word));
}

bool is_final(RunState state) {
  switch (state) {
    case RunState::queued:
    case RunState::running:
    case RunState::waiting_approval:
      return false;
    case RunState::finished:
    case RunState::failed:
    case RunState::cancelled:
    case RunState::interrupted:
      return true;
  }
  return true;
}

std::string_view to_string(Approval approval) {
  switch (approval) {
    case Approval::once:
      return "once";
    case Approval::session:
      return "session";
    case Approval::always:
      return "always";
    case Approval::deny:
      return "deny";
  }
  return "deny";
}

Approval approval_from(std::string_view word) {
  for (Approval approval : {Approval::once, Approval::session, Approval::always, Approval::deny}) {
    if (to_string(approval) == word) return approval;
  }
  throw Error(Code::invalid_argument,
              fmt::format("deciding an approval: \"{}\" is unknown; use once, session, always or deny", word));
}

}  // namespace hearth
