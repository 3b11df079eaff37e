// What kind of text a record is, seen once when it enters the index: a question is seldom evidence, an answer to "when"
// names a time. Pure; English word lists, silent about other languages.
#pragma once

#include <cstdint>
#include <string_view>

namespace hearth::memory::recall {

enum class Trait : std::uint32_t {
  question = 1U << 0,       // asks something and says little else
  first_person = 1U << 1,   // "I", "my", "we"
  second_person = 1U << 2,  // "you", "your"
  time = 1U << 3,           // "yesterday", "in May", "last week", "at 5"
  number = 1U << 4,         // "3", "twelve"
  money = 1U << 5,          // "$20", "euros"
  name = 1U << 6,           // a capital inside a sentence
  place = 1U << 7,          // "in Lisbon", "at the museum"
  reason = 1U << 8,         // "because", "so that"
  reaction = 1U << 9,       // "Wow, that's great!": a greeting, thanks or praise and little else
  negation = 1U << 10,
  past = 1U << 11,  // tells of what was
  plan = 1U << 12,  // tells of what will be
  feeling = 1U << 13,
  enumeration = 1U << 14,  // "a, b and c"
  change = 1U << 15,       // "now", "instead", "no longer": replaces what was said before
  by_user = 1U << 16,      // who wrote it, set by the caller
  by_assistant = 1U << 17,
};

constexpr std::uint32_t bit(Trait trait) {
  return static_cast<std::uint32_t>(trait);
}
constexpr bool has(std::uint32_t traits, Trait trait) {
  return (traits & bit(trait)) != 0;
}

// The traits of a text, without those of its author.
std::uint32_t traits_of(std::string_view text);

}  // namespace hearth::memory::recall
