// A command is data and one function. The data gives its parsing, its --help and its shell completion; a new command is
// one file in commands/ and one line in commands.cc.
#pragma once

#include <string_view>
#include <vector>

#include "cli/context.h"

namespace hearth::cli {

// What a shell offers where a value is expected.
enum class Offer { nothing, file, directory, setting, shell };

struct Option {
  enum class Need {
    optional,
    required,
    words,    // one or more words, which are joined with spaces
    several,  // one or more values: Arguments::list()
  };
  std::string_view name;   // "--workspace"; a positional argument is written in capitals: "TASK"
  std::string_view value;  // "DIR"; empty for a switch and for a positional argument
  std::string_view documentation;
  Offer offer = Offer::nothing;
  Need need = Need::optional;

  bool is_positional() const { return !name.starts_with('-'); }
  bool takes_value() const { return is_positional() || !value.empty(); }
};

struct Command {
  enum class Interrupts {
    to_token,  // Ctrl-C stops Context::interruption's token
    own,       // the command sees to signals itself
  };
  std::string_view name;     // "sessions list"
  std::string_view summary;  // a line without a full stop
  std::vector<Option> options;
  std::vector<std::string_view> examples;  // each "command line" or "command line  # remark"
  int (*run)(Context& context) = nullptr;  // returns the exit code; throws Error and Cancelled
  Interrupts interrupts = Interrupts::to_token;
};

// Options of every command.
const std::vector<Option>& global_options();

}  // namespace hearth::cli
