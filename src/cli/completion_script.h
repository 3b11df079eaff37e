// Completion scripts for shells, made from the table of commands and the declarations of settings, so that they never
// need a running Hearth. packaging/completion/ holds the same text for packages. Pure; any thread.
#pragma once

#include <string>

namespace hearth::cli {

std::string bash_completion();
std::string zsh_completion();

}  // namespace hearth::cli
