// hearth-recall-bench DATA.jsonl QUESTIONS.jsonl: how well the memory finds the turns that answer questions, by the
// same code and settings as the sidecar's. The formats: data_set.h.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/encoder.h"
#include "base/error.h"
#include "bench/recall/data_set.h"
#include "bench/recall/scores.h"
#include "bench/recall/turn_index.h"
#include "domain/json.h"
#include "sandbox/temporary_folder.h"

namespace {

using namespace hearth;
using namespace hearth::bench;

struct Choices {
  std::string data, questions, per_question, encoder = "minilm", ranking = "final";
  bool pooled = false;
};

Choices choices_of(int argc, char** argv) {
  Choices choices;
  CLI::App app("Measures the recall of Hearth's memory on conversations and questions");
  app.add_option("DATA", choices.data, "The turns, as JSON lines")->required();
  app.add_option("QUESTIONS", choices.questions, "The questions, as JSON lines")->required();
  app.add_option("--per-question", choices.per_question, "Write what was found for each question to this file");
  app.add_option("--encoder", choices.encoder, "minilm (as shipped), static or off")
      ->check(CLI::IsMember({"minilm", "static", "off"}));
  app.add_option("--ranking", choices.ranking, "final (as shipped), or the lists before it: lexical, dense, fused")
      ->check(CLI::IsMember({"final", "lexical", "dense", "fused"}));
  app.add_flag("--pooled", choices.pooled, "All conversations in one scope");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return choices;
}

constexpr std::size_t depth = 100;

// What the ranking is made from, put in order by one of its ingredients.
std::vector<std::size_t> order_by(const search::Answer& answer, const std::string& ranking) {
  float best_lexical = 1e-6F, best_dense = 1e-6F;
  auto dense = [](const search::Candidate& one) { return std::isnan(one.dense) ? 0.0F : one.dense; };
  for (const search::Candidate& one : answer.candidates) {
    best_lexical = std::max(best_lexical, one.lexical);
    best_dense = std::max(best_dense, dense(one));
  }
  auto score = [&](const search::Candidate& one) {
    if (ranking == "lexical") return one.lexical;
    if (ranking == "dense") return dense(one);
    return one.lexical / best_lexical + dense(one) / best_dense;
  };
  std::vector<search::Candidate> sorted = answer.candidates;
  std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return score(a) > score(b); });
  std::vector<std::size_t> order;
  for (const search::Candidate& one : sorted) {
    if (score(one) > 0 && order.size() < depth) order.push_back(TurnIndex::place(one.id));
  }
  return order;
}

std::vector<std::size_t> order_of(const memory::Retriever& retriever, const memory::RetrievalRequest& request,
                                  const std::string& ranking) {
  if (ranking != "final") return order_by(retriever.candidates(request, {}), ranking);
  std::vector<std::size_t> order;
  for (const memory::recall::Ranked& one : retriever.find(request, {}))
    order.push_back(TurnIndex::place(one.candidate.id));
  return order;
}

json line_of(const DataSet& set, const RecallQuestion& question, const std::vector<std::size_t>& order) {
  constexpr std::size_t shown = 20;
  json evidence = json::array(), found = json::array();
  for (std::size_t place : question.evidence) evidence.push_back(set.turns[place].name);
  for (std::size_t i = 0; i < std::min(order.size(), shown); ++i) found.push_back(set.turns[order[i]].name);
  return {{"question", question.text}, {"category", question.category}, {"evidence", evidence}, {"found", found}};
}

double percentile(std::vector<double> sorted, double part) {
  std::sort(sorted.begin(), sorted.end());
  return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

int run(const Choices& choices) {
  std::size_t left_out = 0;
  DataSet set = read_data_set(choices.data, choices.questions, left_out);
  settings::Settings settings({{"memory.encoder", json(choices.encoder)}}, {});
  std::shared_ptr<const Embedder> embedder = app::open_encoder(settings);
  if (!embedder && choices.encoder != "off")
    fmt::print(stderr, "The encoder's weights are not there: by words alone.\n");
  sandbox::TemporaryFolder folder("/tmp");
  TurnIndex index(set, folder.path() + "/index", embedder.get(), choices.pooled ? Scopes::pooled : Scopes::own);
  memory::Retriever retriever(index.index(), embedder.get());
  std::optional<std::ofstream> details;
  if (!choices.per_question.empty()) details.emplace(choices.per_question);
  Scores overall;
  ScoresByCategory by_category;
  std::vector<double> times;
  for (const RecallQuestion& question : set.questions) {
    memory::RetrievalRequest request = index.request(question, depth);
    auto begin = std::chrono::steady_clock::now();
    std::vector<std::size_t> order = order_of(retriever, request, choices.ranking);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    overall.add(order, question.evidence);
    by_category[question.category].add(order, question.evidence);
    if (details) *details << line_of(set, question, order).dump() << '\n';
  }
  fmt::print("{} turns, {} questions ({} without evidence left out); encoder: {}; ranking: {}\n\n", set.turns.size(),
             set.questions.size(), left_out, embedder ? embedder->name() : "none", choices.ranking);
  fmt::print("{}", Scores::heading());
  for (const auto& [category, scores] : by_category) fmt::print("{}", scores.row(category));
  fmt::print("{}\n", overall.row("overall"));
  fmt::print("time per question: p50 {:.2f} ms, p99 {:.2f} ms\n", percentile(times, 0.5), percentile(times, 0.99));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(choices_of(argc, argv));
  } catch (const Error& error) {
    fmt::print(stderr, "hearth-recall-bench: {}\n", error.what());
    return 1;
  }
}
