// What a command reads from and writes to. The system's implementation is terminal/system_console.h; tests read what
// was written from a fake. One thread at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace hearth::cli {

// What stands at each end. Nothing here changes while a command runs but the width.
struct Surroundings {
  bool input_is_terminal = false;
  bool output_is_terminal = false;
  bool error_is_terminal = false;
  std::size_t width = 80;  // columns of the terminal
};

class Console {
 public:
  virtual ~Console() = default;
  virtual Surroundings surroundings() const = 0;
  // Throws Error when the other end is gone.
  virtual void out(std::string_view bytes) = 0;
  // Never fails: there would be nowhere to say so.
  virtual void err(std::string_view bytes) = 0;
  // The next line of the input without its end; nothing at the end of the input. Throws Cancelled.
  virtual std::optional<std::string> read_line(std::stop_token stop) = 0;
};

}  // namespace hearth::cli
