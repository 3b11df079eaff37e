// How a run ended, as the command line reports it. Plain values.
#pragma once

#include <string>

#include "domain/run.h"

namespace hearth::cli {

struct RunResult {
  RunState state = RunState::queued;
  std::string run_id;
  std::string session_id;
  std::string answer;
  std::string failure;  // why it failed or was interrupted
  int denials = 0;      // calls that were not allowed
};

// 0 done, 1 failed, 3 if something it wanted was denied, 130 cancelled.
int exit_code(const RunResult& result);
// Takes in what one event says about the result.
void apply(const RunEvent& event, RunResult& result);

}  // namespace hearth::cli
