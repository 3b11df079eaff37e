// How well one record fits a question, exactly, from its words: for the few records that are given back. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "search/question.h"
#include "search/segment.h"
#include "search/segment_builder.h"

namespace hearth::search {

class Matcher {
 public:
  Matcher(const Segment& segment, const Question& question, const FieldLengths& lengths);

  // The term of each word of the question, if the segment has it.
  const std::vector<std::optional<std::uint32_t>>& terms() const { return terms_; }
  const std::vector<std::vector<std::uint32_t>>& phrases() const { return phrases_; }
  // Whether the segment has every word of them; if not, phrases() means nothing.
  bool phrases_known() const { return phrases_known_; }
  // Every quoted part stands in one field of the record itself, as written.
  bool holds_phrases(std::size_t place);
  void describe(std::size_t place, Candidate& candidate);

 private:
  void score(Candidate& candidate) const;
  void measure_text(Candidate& candidate) const;

  const Segment& segment_;
  const Question& question_;
  const FieldLengths& lengths_;
  std::vector<std::optional<std::uint32_t>> terms_;
  std::vector<std::vector<std::uint32_t>> phrases_;
  bool phrases_known_ = true;
  FieldTerms words_;
};

}  // namespace hearth::search
