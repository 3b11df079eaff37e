// What a rule can say about a command line for the shell. A line that joins, redirects, expands or quotes in ways that
// only a shell can tell is covered by no pattern but itself. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

// The words of a line that is one plain command, with simple quotes taken off; nothing for any other line.
std::optional<std::vector<std::string>> plain_command(std::string_view line);

// Whether the pattern covers the line: "**" covers every line, a line covers itself, and "=LINE" covers LINE alone,
// byte for byte, whatever stars it has. Otherwise the line must be one plain command with the pattern's words, or,
// where the pattern's last word is "*", with those words and any further ones: "git status", "npm run *".
bool command_matches(std::string_view pattern, std::string_view line);

}  // namespace hearth
