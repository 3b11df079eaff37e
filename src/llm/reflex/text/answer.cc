#include "llm/reflex/text/answer.h"

#include <algorithm>

#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/text/concepts.h"

namespace hearth::llm::reflex {

namespace {

std::set<std::string> concepts_around(const std::vector<Passage>& passages, const Passage& passage,
                                      const std::set<std::string>& around) {
  std::set<std::string> concepts = around;
  for (std::ptrdiff_t index : {passage.heading, passage.table_header}) {
    if (index >= 0) concepts.merge(concepts_in(passages[static_cast<std::size_t>(index)].text));
  }
  return concepts;
}

struct Coverage {
  std::size_t inside = 0;
  std::size_t in_all = 0;
};

Coverage cover(const Question& question, const std::set<std::string>& inside, const std::set<std::string>& outside) {
  Coverage coverage;
  for (const std::string& wanted : question.stems) {
    bool here = inside.contains(wanted);
    coverage.inside += here ? 1 : 0;
    coverage.in_all += here || outside.contains(wanted) ? 1 : 0;
  }
  return coverage;
}

bool lacks_required(const Question& question, const std::set<std::string>& inside,
                    const std::set<std::string>& outside) {
  return std::any_of(question.required.begin(), question.required.end(),
                     [&](const std::string& word) { return !inside.contains(word) && !outside.contains(word); });
}

// One word of many may be missing: people add words that documents do not use.
std::size_t needed(std::size_t words) {
  return words < 6 ? words : words - 1;
}

// A sentence that begins with "she" or "the boat" goes on with what the two before it are about.
const Pattern goes_on("(?i)^(?:and |but |so )?(?:s?he|it|they|his|her|its|their|this|that|these|those)\\b");
constexpr std::size_t sentences_back = 2;

void add_antecedent(const std::vector<Passage>& passages, std::size_t at, std::set<std::string>& concepts) {
  if (!RE2::PartialMatch(passages[at].text, goes_on)) return;
  for (std::size_t back = 1; back <= sentences_back && back <= at; ++back) {
    const Passage& before = passages[at - back];
    if (before.heading != passages[at].heading || before.kind == Passage::Kind::heading) return;
    concepts.merge(concepts_in(before.text));
  }
}

// Neighbouring words of the question that are neighbours in the passage too.
double phrase_points(const std::string& folded, const std::vector<std::string>& phrase) {
  double points = 0;
  for (std::size_t i = 1; i < phrase.size(); ++i) {
    if (folded.find(phrase[i - 1] + " " + phrase[i]) != std::string::npos) points += 0.3;
  }
  return points;
}

}  // namespace

std::vector<Answer> answers_in(const std::vector<Passage>& passages, const Question& question,
                               const std::set<std::string>& around) {
  std::vector<Answer> answers;
  if (question.stems.empty()) return answers;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Passage& passage = passages[i];
    if (passage.kind == Passage::Kind::heading || passage.kind == Passage::Kind::table_header) continue;
    std::set<std::string> inside = concepts_in(passage.text), outside = concepts_around(passages, passage, around);
    add_antecedent(passages, i, outside);
    Coverage coverage = cover(question, inside, outside);
    if (lacks_required(question, inside, outside)) continue;
    std::size_t helped = static_cast<std::size_t>(
        std::ranges::count_if(question.helpful, [&](const std::string& word) { return inside.contains(word); }));
    bool alone_in_section = coverage.inside + helped == 0;
    if (alone_in_section || coverage.in_all < needed(question.stems.size()) || !holds_kind(passage.text, question))
      continue;
    double points = static_cast<double>(coverage.in_all) + 0.6 * static_cast<double>(coverage.inside + helped);
    points += phrase_points(fold(passage.text), question.phrase);
    points -= 0.002 * static_cast<double>(passage.text.size());
    answers.push_back({i, points});
  }
  std::stable_sort(answers.begin(), answers.end(),
                   [](const Answer& a, const Answer& b) { return a.points > b.points; });
  return answers;
}

}  // namespace hearth::llm::reflex
