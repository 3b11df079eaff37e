#include "memory/recall/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "domain/json.h"

namespace hearth::embedded {
extern const std::string_view recall_weights;
}

namespace hearth::memory::recall {

Weights Weights::from_json(std::string_view text) {
  json values = json::parse(text, nullptr, false);
  if (!values.is_object()) throw Error(Code::invalid_argument, "reading the weights of the ranking: no JSON object");
  Weights weights;
  auto names = feature_names();
  for (const auto& [name, value] : values.items()) {
    auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end() || !value.is_number()) {
      throw Error(Code::invalid_argument,
                  fmt::format("reading the weights of the ranking: \"{}\" is no feature with a number", name));
    }
    weights.values[static_cast<std::size_t>(found - names.begin())] = value.get<float>();
  }
  return weights;
}

const Weights& Weights::shipped() {
  static const Weights weights = from_json(embedded::recall_weights);
  return weights;
}

std::vector<Ranked> rank(const search::Answer& answer, const Circumstances& circumstances, const Weights& weights) {
  std::vector<Features> features = features_of(answer, circumstances);
  std::vector<Ranked> ranked;
  ranked.reserve(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    float score = std::inner_product(features[i].begin(), features[i].end(), weights.values.begin(), 0.0F);
    ranked.push_back({.candidate = answer.candidates[i], .score = score, .features = features[i]});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  return ranked;
}

}  // namespace hearth::memory::recall
