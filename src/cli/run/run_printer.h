// A run as people see it. Only the answer goes to stdout: as it grows on a terminal, whole at the end elsewhere.
// Progress goes to stderr, and only if that is a terminal. Owned by the command; one thread.
#pragma once

#include <string>
#include <string_view>

#include "cli/context.h"
#include "cli/run/run_view.h"

namespace hearth::cli {

class RunPrinter final : public RunView {
 public:
  // The context must outlive this.
  explicit RunPrinter(Context& context);
  void show(const RunEvent& event, const json& raw) override;
  void cancelling() override;
  void end(const RunResult& result) override;

 private:
  void stream(const std::string& text);
  void finish(const std::string& answer);
  // A dim line that stays.
  void progress(std::string_view line);
  // A dim line that the next output replaces.
  void status(std::string_view line);
  // Puts the cursor at the start of an empty line.
  void settle();

  Context& context_;
  Surroundings around_;
  std::string turn_text_;  // streamed in this turn
  bool status_shown_ = false;
  bool line_open_ = false;      // stdout ended without a line end
  bool progress_last_ = false;  // the last thing on the screen is a progress line
  UnixMillis began_at_ = 0;
  UnixMillis last_at_ = 0;
};

}  // namespace hearth::cli
