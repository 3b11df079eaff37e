// What the ranking knows of a candidate, each a small number (mostly 0 to 1). One line in features.cc per feature; its
// weight stands in weights.json under the same name, 0 if it is not there.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "memory/recall/question.h"
#include "search/record.h"

namespace hearth::memory::recall {

inline constexpr std::size_t feature_count = 44;
using Features = std::array<float, feature_count>;

std::span<const std::string_view, feature_count> feature_names();

struct Circumstances {
  const Question& question;
  UnixMillis now = 0;
};
// One set per candidate of the answer, in its order. Some features compare a candidate with the others.
std::vector<Features> features_of(const search::Answer& answer, const Circumstances& circumstances);

}  // namespace hearth::memory::recall
