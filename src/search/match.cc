#include "search/match.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "search/weights.h"

namespace hearth::search {

Matcher::Matcher(const Segment& segment, const Question& question, const FieldLengths& lengths)
    : segment_(segment), question_(question), lengths_(lengths) {
  for (const QueryWord& word : question.words) terms_.push_back(segment.find_term(word.stem));
  for (const auto& stems : question.phrases) {
    std::vector<std::uint32_t> phrase;
    for (const std::string& stem : stems) {
      const std::optional<std::uint32_t> term = segment.find_term(stem);
      phrases_known_ &= term.has_value();
      phrase.push_back(term.value_or(0));
    }
    phrases_.push_back(std::move(phrase));
  }
}

bool Matcher::holds_phrases(std::size_t place) {
  if (phrases_.empty()) return true;
  if (!phrases_known_) return false;
  segment_.read_words(place, words_);
  return std::all_of(phrases_.begin(), phrases_.end(), [&](const std::vector<std::uint32_t>& phrase) {
    for (std::size_t i = 0; i < field_count && keeps_order(static_cast<Field>(i)); ++i) {
      const auto& field = words_.terms[i];
      if (std::search(field.begin(), field.end(), phrase.begin(), phrase.end()) != field.end()) return true;
    }
    return false;
  });
}

void Matcher::describe(std::size_t place, Candidate& candidate) {
  segment_.read_words(place, words_);
  score(candidate);
  candidate.length = static_cast<std::uint32_t>(words_[Field::text].size());
  measure_text(candidate);
  candidate.id = segment_.ids()[place];
  candidate.kind = segment_.values<std::uint8_t>(Section::kinds)[place];
  candidate.time = segment_.values<std::int64_t>(Section::times)[place];
  candidate.traits = segment_.values<std::uint32_t>(Section::trait_values)[segment_.column(Section::traits)[place]];
  candidate.scope = segment_.values<std::uint64_t>(Section::scope_values)[segment_.column(Section::scopes)[place]];
  candidate.group = segment_.values<std::uint64_t>(Section::group_values)[segment_.column(Section::groups)[place]];
}

void Matcher::score(Candidate& candidate) const {
  std::array<float, longest_question> shares = {};
  // Most terms of a record are none of the question's: one bit each tells so.
  std::array<std::uint64_t, 8> maybe = {};
  for (const auto& term : terms_) {
    if (term) maybe[*term / 64 % 8] |= std::uint64_t{1} << (*term % 64);
  }
  for (std::size_t f = 0; f < field_count; ++f) {
    const auto& field = words_.terms[f];
    if (field.empty()) continue;
    const float share = field_share(static_cast<Field>(f), 1, field.size(), lengths_);
    for (const std::uint32_t term : field) {
      if ((maybe[term / 64 % 8] >> (term % 64) & 1) == 0) continue;
      for (std::size_t i = 0; i < terms_.size(); ++i) {
        if (terms_[i] != term) continue;
        shares[i] += share;
        candidate.matched[f] |= std::uint64_t{1} << i;
      }
    }
  }
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    candidate.lexical += question_.words[i].rarity * shares[i] / (saturation + shares[i]);
  }
}

// The shortest window by moving its end along the text and its begin after it, over the places of matched words.
void Matcher::measure_text(Candidate& candidate) const {
  const auto& text = words_[Field::text];
  const std::uint64_t wanted = candidate.matched[0];
  if (wanted == 0) return;
  struct Hit {
    std::size_t at, word, content;  // content: its place among the words that are no stop words
  };
  std::vector<Hit> hits;
  std::size_t content = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (terms_[i] == text[at]) hits.push_back({.at = at, .word = i, .content = content});
    }
    if (segment_.entry(text[at]).stop == 0) ++content;
  }
  std::array<std::uint32_t, longest_question> held = {};
  std::size_t missing = static_cast<std::size_t>(std::popcount(wanted));
  std::size_t shortest = text.size(), begin = 0;
  for (const Hit& hit : hits) {
    if (held[hit.word]++ == 0) --missing;
    for (; missing == 0; ++begin) {
      shortest = std::min(shortest, hit.at - hits[begin].at + 1);
      if (--held[hits[begin].word] == 0) ++missing;
    }
  }
  candidate.window = static_cast<std::uint16_t>(std::min<std::size_t>(shortest, 0xFFFF));

  std::uint64_t pairs = 0;  // bit i: words i and i + 1 stand side by side somewhere, but for stop words between
  for (std::size_t i = 0; i + 1 < hits.size(); ++i) {
    const Hit &a = hits[i], &b = hits[i + 1];
    const std::size_t step = segment_.entry(text[a.at]).stop == 0 ? 1 : 0;
    if (b.word == a.word + 1 && b.content == a.content + step) pairs |= std::uint64_t{1} << a.word;
  }
  candidate.in_order = static_cast<std::uint16_t>(std::popcount(pairs));
}

}  // namespace hearth::search
