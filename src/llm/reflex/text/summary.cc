#include "llm/reflex/text/summary.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr std::size_t shortest_sentence = 4;  // words
constexpr double already_said = 0.7;          // the share of points that a repeated word costs
constexpr double same_section = 0.55;

struct Candidate {
  std::size_t index = 0;
  std::ptrdiff_t section = -1;
  std::set<std::string> stems;
  double points = 0;
};

std::set<std::string> content_stems(std::string_view text) {
  std::set<std::string> stems;
  for (std::string_view word : words_of(text)) {
    std::string folded = fold(word);
    if (!is_glue(folded) && folded.size() > 1) stems.insert(stem(folded));
  }
  return stems;
}

bool can_be_picked(const Passage& passage) {
  if (passage.kind == Passage::Kind::sentence)
    return words_of(passage.text).size() >= shortest_sentence && passage.text.back() != ':';
  return passage.kind == Passage::Kind::item && words_of(passage.text).size() >= shortest_sentence;
}

std::vector<Candidate> candidates_of(const std::vector<Passage>& passages) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (can_be_picked(passages[i])) candidates.push_back({i, passages[i].heading, content_stems(passages[i].text), 0});
  }
  return candidates;
}

void give_points(std::vector<Candidate>& candidates, const std::vector<Passage>& passages) {
  std::map<std::string, int> frequency;
  for (const Candidate& candidate : candidates) {
    for (const std::string& word : candidate.stems) ++frequency[word];
  }
  std::set<std::string> title_words;
  for (const Passage& passage : passages) {
    if (passage.kind == Passage::Kind::heading) title_words.merge(content_stems(passage.text));
  }
  std::set<std::ptrdiff_t> begun;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& candidate = candidates[i];
    double words = 0;
    for (const std::string& word : candidate.stems) {
      words += std::log2(1.0 + frequency[word]) + (title_words.contains(word) ? 0.5 : 0.0);
    }
    candidate.points = words / std::sqrt(static_cast<double>(candidate.stems.size()) + 3.0);
    if (i == 0) candidate.points *= 2.0;
    if (begun.insert(candidate.section).second) candidate.points *= 1.35;
    if (passages[candidate.index].kind == Passage::Kind::item) candidate.points *= 0.8;
  }
}

}  // namespace

std::size_t usual_summary_length(const std::vector<Passage>& passages) {
  std::size_t sentences = static_cast<std::size_t>(std::count_if(passages.begin(), passages.end(), can_be_picked));
  return std::clamp<std::size_t>(sentences / 5, 3, 7);
}

std::vector<std::size_t> summary_of(const std::vector<Passage>& passages, std::size_t sentences) {
  std::vector<Candidate> candidates = candidates_of(passages);
  give_points(candidates, passages);
  std::vector<std::size_t> picked;
  while (picked.size() < sentences && !candidates.empty()) {
    auto best = std::max_element(candidates.begin(), candidates.end(),
                                 [](const Candidate& a, const Candidate& b) { return a.points < b.points; });
    Candidate chosen = *best;
    picked.push_back(chosen.index);
    candidates.erase(best);
    for (Candidate& other : candidates) {
      std::size_t shared = 0;
      for (const std::string& word : other.stems) shared += chosen.stems.contains(word) ? 1 : 0;
      double overlap =
          other.stems.empty() ? 0.0 : static_cast<double>(shared) / static_cast<double>(other.stems.size());
      other.points *= 1.0 - already_said * overlap;
      if (other.section == chosen.section) other.points *= same_section;
    }
  }
  std::sort(picked.begin(), picked.end());
  return picked;
}

}  // namespace hearth::llm::reflex
