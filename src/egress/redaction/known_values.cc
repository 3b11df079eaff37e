#include "egress/redaction/known_values.h"

#include <algorithm>

#include "egress/redaction/detectors/characters.h"

namespace hearth::egress {

namespace {

constexpr std::size_t shortest = 5;
constexpr std::size_t shortest_inside_words = 12;

std::size_t front_of(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8U |
         static_cast<unsigned char>(text[at + 1]);
}

std::size_t shared_length(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

KnownValues::KnownValues(std::vector<std::string> values) : sorted_(std::move(values)) {
  std::erase_if(sorted_, [](const std::string& value) { return value.size() < shortest; });
  std::ranges::sort(sorted_);
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
  for (const std::string& value : sorted_) fronts_.set(front_of(value, 0));
}

// The values that begin the rest of the text are before it in order; each step back looks only at those that share with
// it what the last one shared.
std::size_t KnownValues::length_at(std::string_view text, std::size_t at) const {
  std::string_view rest = text.substr(at);
  while (rest.size() >= shortest) {
    auto after = std::ranges::upper_bound(sorted_, rest, std::less<>{},
                                          [](const std::string& value) { return std::string_view(value); });
    if (after == sorted_.begin()) return 0;
    const std::string& before = *std::prev(after);
    std::size_t shared = shared_length(before, rest);
    if (shared < shortest) return 0;
    bool is_word = begins_word(text, at) && ends_word(text, at + shared);
    if (shared == before.size() && (shared >= shortest_inside_words || is_word)) return shared;
    rest = rest.substr(0, shared == before.size() ? shared - 1 : shared);
  }
  return 0;
}

std::vector<std::pair<std::size_t, std::size_t>> KnownValues::find(std::string_view text) const {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  if (sorted_.empty()) return found;
  for (std::size_t at = 0; at + shortest <= text.size();) {
    std::size_t length = fronts_[front_of(text, at)] ? length_at(text, at) : 0;
    if (length > 0) found.emplace_back(at, at + length);
    at += std::max<std::size_t>(length, 1);
  }
  return found;
}

}  // namespace hearth::egress
