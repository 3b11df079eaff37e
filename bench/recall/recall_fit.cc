// recall_fit [--json] DATA.jsonl QUESTIONS.jsonl [DATA QUESTIONS ...]: fits the weights of the ranking (weights.json).
//
// Listwise: the softmax over a question's candidates shall give its evidence the most (ListNet with one positive class;
// Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007), with a pull towards the weights
// that are shipped now, by gradient descent over all questions (Adam; Kingma and Ba, 2015).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "app/encoder.h"
#include "base/error.h"
#include "bench/recall/data_set.h"
#include "bench/recall/turn_index.h"
#include "domain/json.h"
#include "memory/recall/ranking.h"
#include "sandbox/temporary_folder.h"

namespace {

using namespace hearth;
using namespace hearth::bench;
using memory::recall::feature_count;
using memory::recall::Features;

struct Example {
  std::vector<Features> candidates;
  std::vector<std::size_t> evidence;  // places among them
};

// Questions of which no evidence is among the candidates teach nothing.
void add_examples(const std::string& data, const std::string& questions, const std::string& encoder,
                  std::vector<Example>& examples) {
  std::size_t left_out = 0;
  DataSet set = read_data_set(data, questions, left_out);
  settings::Settings settings({{"memory.encoder", json(encoder)}}, {});
  std::shared_ptr<const Embedder> embedder = app::open_encoder(settings);
  sandbox::TemporaryFolder folder("/tmp");
  TurnIndex index(set, folder.path() + "/index", embedder.get(), Scopes::own);
  memory::Retriever retriever(index.index(), embedder.get());
  for (const RecallQuestion& question : set.questions) {
    memory::RetrievalRequest request = index.request(question, 100);
    search::Answer answer = retriever.candidates(request, {});
    memory::recall::Question read = memory::recall::read_question(request.text, request.now);
    Example example{.candidates = memory::recall::features_of(answer, {.question = read, .now = request.now}),
                    .evidence = {}};
    for (std::size_t i = 0; i < answer.candidates.size(); ++i) {
      std::size_t place = TurnIndex::place(answer.candidates[i].id);
      if (std::count(question.evidence.begin(), question.evidence.end(), place) > 0) example.evidence.push_back(i);
    }
    if (!example.evidence.empty()) examples.push_back(std::move(example));
  }
}

using Vector = std::array<double, feature_count>;

double dot(const Features& features, const Vector& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < feature_count; ++i) sum += static_cast<double>(features[i]) * weights[i];
  return sum;
}

// Adds the gradient of one question's loss; gives the loss.
double learn(const Example& example, const Vector& weights, Vector& gradient) {
  std::vector<double> scores;
  for (const Features& one : example.candidates) scores.push_back(dot(one, weights));
  double most = *std::max_element(scores.begin(), scores.end()), sum = 0, of_evidence = 0;
  for (double& score : scores) sum += score = std::exp(score - most);
  for (std::size_t place : example.evidence) of_evidence += scores[place];
  for (std::size_t i = 0; i < scores.size(); ++i) {
    bool wanted = std::count(example.evidence.begin(), example.evidence.end(), i) > 0;
    double share = scores[i] / sum - (wanted ? scores[i] / of_evidence : 0);
    for (std::size_t k = 0; k < feature_count; ++k)
      gradient[k] += share * static_cast<double>(example.candidates[i][k]);
  }
  return -std::log(of_evidence / sum);
}

Vector fit(const std::vector<Example>& examples, double pull) {
  constexpr int rounds = 400;
  constexpr double step = 0.03, first = 0.9, second = 0.999;
  Vector weights{}, mean{}, square{}, prior{};
  const Features& shipped = memory::recall::Weights::shipped().values;
  std::copy(shipped.begin(), shipped.end(), prior.begin());
  weights = prior;
  for (int round = 1; round <= rounds; ++round) {
    Vector gradient{};
    double loss = 0;
    for (const Example& example : examples) loss += learn(example, weights, gradient);
    for (std::size_t k = 0; k < feature_count; ++k) {
      double slope = gradient[k] / static_cast<double>(examples.size()) + pull * (weights[k] - prior[k]);
      mean[k] = first * mean[k] + (1 - first) * slope;
      square[k] = second * square[k] + (1 - second) * slope * slope;
      double corrected = mean[k] / (1 - std::pow(first, round)), spread = square[k] / (1 - std::pow(second, round));
      weights[k] -= step * corrected / (std::sqrt(spread) + 1e-8);
    }
    if (round % 100 == 0)
      fmt::print(stderr, "round {}: loss {:.4f}\n", round, loss / static_cast<double>(examples.size()));
  }
  return weights;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Fits the weights of the ranking on conversations and questions");
  std::vector<std::string> files;
  double pull = 0.002;
  std::string encoder = "minilm";
  app.add_option("FILES", files, "DATA QUESTIONS, once or more")->required();
  app.add_option("--pull", pull, "How strongly the weights shall stay near those that are shipped");
  app.add_option("--encoder", encoder, "minilm, static or off");
  CLI11_PARSE(app, argc, argv);
  try {
    std::vector<Example> examples;
    for (std::size_t i = 0; i + 1 < files.size(); i += 2) add_examples(files[i], files[i + 1], encoder, examples);
    if (examples.empty()) throw Error(Code::invalid_argument, "no question has its evidence among what was found");
    Vector weights = fit(examples, pull);
    auto names = memory::recall::feature_names();
    for (std::size_t k = 0; k < feature_count; ++k) {
      // More than this buries what is old and true.
      constexpr double most_recency = 0.05;
      if (names[k] == "recency") weights[k] = std::clamp(weights[k], 0.0, most_recency);
      fmt::print("{}\"{}\": {:.3f}{}\n", k == 0 ? "{\n  " : "  ", names[k], weights[k],
                 k + 1 < feature_count ? "," : "\n}");
    }
    return 0;
  } catch (const Error& error) {
    fmt::print(stderr, "recall_fit: {}\n", error.what());
    return 1;
  }
}
