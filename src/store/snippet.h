// A short part of a text around the words that were searched for. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::store {

// The words of a query: what stands between spaces and holds a letter or digit.
std::vector<std::string_view> query_words(std::string_view query);

// The part around the first match, with every match between U+2068 and U+2069 and "…" where the text goes on. Finds
// words as they are written, in ASCII without regard to case; empty if that finds none, as the index also folds
// accents.
std::string make_snippet(std::string_view text, const std::vector<std::string_view>& words);

}  // namespace hearth::store
