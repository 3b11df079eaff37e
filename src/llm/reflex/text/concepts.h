// What words mean, as far as comparing them goes: a stem that stands for the word's forms and its synonyms. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace hearth::llm::reflex {

// The stem, or the stem of the word that stands for all its synonyms ("cost" for "price").
std::string concept_of(std::string_view folded_word);
// Those of all words of a text, and of the parts of names such as "base_url".
std::set<std::string> concepts_in(std::string_view text);

// Those of the words in a path.
std::set<std::string> concepts_of_path(const std::string& path);

}  // namespace hearth::llm::reflex
