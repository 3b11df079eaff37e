// The text of --help, made from the table of commands. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::cli {

// "" is the whole program, "sessions" a group, "sessions list" a command; the topic must exist.
std::string help_text(std::string_view topic);

}  // namespace hearth::cli
