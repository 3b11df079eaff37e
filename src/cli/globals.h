// The options that every command takes, with their defaults from the environment. Plain values.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/arguments.h"
#include "cli/terminal/console.h"
#include "cli/terminal/style.h"

namespace hearth::cli {

enum class Format {
  people,      // tables, colour on a terminal
  json_lines,  // one JSON object a line
};

struct Globals {
  std::string data_directory;  // absolute
  std::string config_file;     // absolute
  Format format = Format::people;
  Style output;  // how to paint stdout
  Style error;   // how to paint stderr
};

// The value of an environment variable; nothing if it is unset.
using Environment = std::function<std::optional<std::string>(const char* name)>;
Environment process_environment();

// The command line wins over HEARTH_DATA and HEARTH_CONFIG, those over the XDG directories. Throws
// Error(invalid_argument) if nothing names a home.
Globals read_globals(const Arguments& arguments, const Environment& environment, const Surroundings& around);

}  // namespace hearth::cli
