// How far a mistyped word is from a known one. Any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace hearth {

// The number of bytes to insert, remove or exchange (Levenshtein 1966, with one row: Wagner and Fischer 1974).
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace hearth
