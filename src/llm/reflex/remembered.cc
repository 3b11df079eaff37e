#include "llm/reflex/remembered.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "llm/reflex/history.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/text/concepts.h"
#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

namespace {

constexpr std::size_t most_of_an_answer = 3;
constexpr std::size_t most_of_everything = 10;
// An answer this far behind the best one of its kind is another matter.
constexpr double clear_lead = 0.45;

// A statement, not a task or a question: it says who or what it is about before anything else.
const Pattern states(
    "(?i)^(?:(?:so|ok|okay|well|yes|no|and|but|by the way|note|fyi)[,:]? )*(?:i|i'm|i've|i'd|we|we're|we've|my|our|"
    "the|it|it's|he|she|they|this|that|these|those|there|there's|his|her|their|in|on|at|since|from)\\b");

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// What a result is about, beyond its text.
std::set<std::string> concepts_around(const json& result) {
  std::set<std::string> around = concepts_of_path(result.value("path", std::string()));
  for (const char* field : {"title", "heading"}) around.merge(concepts_in(result.value(field, std::string())));
  return around;
}

std::vector<std::string> content_words(const std::string& text) {
  std::vector<std::string> content;
  std::string folded = fold(text);
  for (std::string_view word : words_of(folded)) {
    if (!is_glue(word)) content.emplace_back(word);
  }
  return content;
}

struct Line {
  std::string text;
  double points = 0;
};

void add_lines(std::vector<Line>& lines, const json& result, const Question& question) {
  auto text = result.value("text", std::string());
  bool of_user = result.value("kind", std::string()) == "message";
  std::vector<Passage> passages = passages_of(lines_of(text), Markup::plain);
  std::set<std::string> around = concepts_around(result);
  for (const Answer& answer : answers_in(passages, question, around)) {
    const std::string& sentence = passages[answer.passage].text;
    if (sentence.ends_with('?') || (of_user && !RE2::PartialMatch(sentence, states))) continue;
    lines.push_back({fmt::format("{} ({})", sentence, place_of_result(result)), answer.points});
  }
}

void keep_best(std::vector<Line>& lines, std::vector<std::string>& best, std::size_t most) {
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.points > b.points; });
  for (const Line& line : lines) {
    if (best.size() == most || line.points < lines.front().points - clear_lead) return;
    if (std::find(best.begin(), best.end(), line.text) == best.end()) best.push_back(line.text);
  }
}

bool is_own_word(const json& result) {
  auto kind = result.value("kind", std::string());
  return kind == "observation" || (kind == "message" && result.value("role", std::string()) == "user");
}

}  // namespace

std::string place_of_result(const json& result) {
  auto place = result.value("place", std::string());
  if (!result.contains("path")) return place;
  auto path = result.value("path", std::string());
  if (place.empty()) return path;
  return place.starts_with(path) ? place : fmt::format("{}, {}", path, place);
}

std::optional<std::vector<std::string>> lines_remembered(Desk& desk, const std::string& asked,
                                                         const Question& question) {
  const Reply* memory = desk.ask("memory_search", {{"query", asked}, {"limit", 20}});
  const Reply* documents = desk.ask("docs_search", {{"query", asked}, {"limit", 8}});
  if (memory == nullptr || documents == nullptr) return std::nullopt;
  std::vector<Line> kept, read, said;
  for (const json& result : list_of(*memory, "results")) {
    if (is_own_word(result)) add_lines(result.contains("role") ? said : kept, result, question);
  }
  for (const json& result : list_of(*documents, "results")) add_lines(read, result, question);
  std::vector<std::string> best;
  for (std::vector<Line>* lines : {&kept, &read, &said}) {
    if (best.empty()) keep_best(*lines, best, most_of_an_answer);
  }
  return best;
}

std::optional<std::vector<std::string>> all_remembered(Desk& desk, const std::string& about) {
  const Reply* memory = desk.ask("memory_search", {{"query", about}, {"limit", 20}});
  const Reply* documents = desk.ask("docs_search", {{"query", about}, {"limit", 8}});
  if (memory == nullptr || documents == nullptr) return std::nullopt;
  Question question = question_of({}, content_words(about));
  std::vector<std::string> lines;
  for (const Reply* reply : {memory, documents}) {
    for (const json& result : list_of(*reply, "results")) {
      if (reply == memory && !is_own_word(result)) continue;
      std::vector<Line> found;
      add_lines(found, result, question);
      keep_best(found, lines, most_of_everything);
    }
  }
  return lines;
}

}  // namespace hearth::llm::reflex
