// How often a text stands in files, and where. One thread; a failed search becomes a fragment that says so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "llm/reflex/resolve.h"

namespace hearth::llm::reflex {

enum class CountWhat { occurrences, lines };
enum class Whole { part, word, exact_word };

struct Occurrences {
  std::string term;
  std::vector<FileReference> files;
  std::string folder;  // where no file is named; "" for everything
  CountWhat what = CountWhat::occurrences;
  Whole whole = Whole::part;
};

std::optional<Fragment> count_occurrences(Desk& desk, const Occurrences& wanted);

}  // namespace hearth::llm::reflex
