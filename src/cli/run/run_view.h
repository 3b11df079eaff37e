// How a run is shown while it goes on: for people (run_printer.h) or as JSON lines (run_json_lines.h). One thread.
#pragma once

#include "cli/run/run_result.h"
#include "domain/json.h"
#include "domain/run.h"

namespace hearth::cli {

class RunView {
 public:
  virtual ~RunView() = default;
  // Every event once, in order; `raw` is the event as it came.
  virtual void show(const RunEvent& event, const json& raw) = 0;
  // The user asked for an end; the run is being cancelled.
  virtual void cancelling() = 0;
  // After the last event.
  virtual void end(const RunResult& result) = 0;
};

}  // namespace hearth::cli
