// Follows a run to its end: shows it, answers its requests for approval, cancels it on Ctrl-C.
// One thread (and one inside, for the events). Throws Error, and Cancelled when Ctrl-C comes a second time.
#pragma once

#include <string>

#include "cli/context.h"
#include "cli/run/approver.h"
#include "cli/run/run_result.h"
#include "cli/run/run_view.h"

namespace hearth::cli {

struct RunToWatch {
  std::string run_id;
  std::string session_id;
};

RunResult watch_run(Context& context, const RunToWatch& run, RunView& view, const Approver& approver);

}  // namespace hearth::cli
