// From candidates to an order: one linear scorer over the features, with weights that are data (weights.json, fitted by
// bench/recall). Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "memory/recall/features.h"
#include "search/record.h"

namespace hearth::memory::recall {

struct Weights {
  Features values = {};
  // Throws Error(invalid_argument) for text that is no JSON object of numbers, or names an unknown feature.
  static Weights from_json(std::string_view text);
  static const Weights& shipped();
};

struct Ranked {
  search::Candidate candidate;
  float score = 0;
  Features features = {};
};

// The candidates, best first.
std::vector<Ranked> rank(const search::Answer& answer, const Circumstances& circumstances,
                         const Weights& weights = Weights::shipped());

}  // namespace hearth::memory::recall
