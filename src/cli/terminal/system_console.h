// The process's own stdin, stdout and stderr, unbuffered. Owned by cli::main; one thread. Errors: see console.h.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "cli/terminal/console.h"

namespace hearth::cli {

class SystemConsole final : public Console {
 public:
  Surroundings surroundings() const override;
  void out(std::string_view bytes) override;
  void err(std::string_view bytes) override;
  std::optional<std::string> read_line(std::stop_token stop) override;

 private:
  std::string pending_;  // read, but past the end of the last line
  bool at_end_ = false;
};

}  // namespace hearth::cli
