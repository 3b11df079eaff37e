// A query as the index reads it: its distinct words, and the quoted parts that must be there as written. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/record.h"

namespace hearth::search {

struct Question {
  std::vector<QueryWord> words;                   // distinct stems, at most longest_question; rarity is not set
  std::vector<std::vector<std::string>> phrases;  // stems, stop words among them
};

inline constexpr std::size_t longest_question = 64;

Question read_question(std::string_view text);

}  // namespace hearth::search
