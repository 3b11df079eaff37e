// Text of unknown origin on its way to a person: made harmless, measured and cut in columns. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::cli {

// Keeps lines, tabs and the joiners that scripts and emoji need; every other control character is shown as an escape,
// so that no text can move the cursor, change the title or recolour the screen.
std::string terminal_text(std::string_view text);
// Columns the text takes; for text that holds no control characters.
std::size_t display_width(std::string_view text);
// The text cut to at most `columns`, with "…" as its last column if something was cut.
std::string cut_to_width(std::string_view text, std::size_t columns);
// Everything up to the first line end.
std::string_view first_line(std::string_view text);

}  // namespace hearth::cli
