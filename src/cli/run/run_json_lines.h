// A run as JSON lines: each event as it comes, and {"type":"result", …} as the last line. One thread.
#pragma once

#include "cli/run/run_view.h"
#include "cli/terminal/console.h"

namespace hearth::cli {

class RunJsonLines final : public RunView {
 public:
  // The console must outlive this.
  explicit RunJsonLines(Console& console) : console_(console) {}
  void show(const RunEvent& event, const json& raw) override;
  void cancelling() override;
  void end(const RunResult& result) override;

 private:
  Console& console_;
};

}  // namespace hearth::cli
