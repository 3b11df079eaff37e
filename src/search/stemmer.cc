#include "search/stemmer.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace hearth::search {

namespace {

// A consonant is any letter but a, e, i, o, u, and y after a consonant.
bool consonant(std::string_view w, std::size_t i) {
  switch (w[i]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
      return false;
    case 'y':
      return i == 0 || !consonant(w, i - 1);
    default:
      return true;
  }
}

// How often a vowel is followed by a consonant.
int measure(std::string_view w) {
  int m = 0;
  bool vowel = false;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const bool now = !consonant(w, i);
    if (vowel && !now) ++m;
    vowel = now;
  }
  return m;
}

bool has_vowel(std::string_view w) {
  for (std::size_t i = 0; i < w.size(); ++i) {
    if (!consonant(w, i)) return true;
  }
  return false;
}

bool double_consonant(std::string_view w) {
  return w.size() >= 2 && w[w.size() - 1] == w[w.size() - 2] && consonant(w, w.size() - 1);
}

// Ends in consonant, vowel, consonant, the last being none of w, x and y.
bool short_end(std::string_view w) {
  const std::size_t n = w.size();
  return n >= 3 && consonant(w, n - 3) && !consonant(w, n - 2) && consonant(w, n - 1) && w[n - 1] != 'w' &&
         w[n - 1] != 'x' && w[n - 1] != 'y';
}

std::string_view before(const std::string& w, std::string_view ending) {
  return std::string_view(w).substr(0, w.size() - ending.size());
}

void replace(std::string& w, std::string_view ending, std::string_view by) {
  w.resize(w.size() - ending.size());
  w += by;
}

void plurals(std::string& w) {
  if (w.back() != 's') return;
  if (w.ends_with("sses") || w.ends_with("ies")) {
    w.resize(w.size() - 2);
  } else if (!w.ends_with("ss")) {
    w.pop_back();
  }
}

void past_and_present(std::string& w) {
  if (w.ends_with("eed")) {
    if (measure(before(w, "eed")) > 0) w.pop_back();
    return;
  }
  if (w.ends_with("ed") && has_vowel(before(w, "ed"))) {
    w.resize(w.size() - 2);
  } else if (w.ends_with("ing") && has_vowel(before(w, "ing"))) {
    w.resize(w.size() - 3);
  } else {
    return;
  }
  if (w.ends_with("at") || w.ends_with("bl") || w.ends_with("iz")) {
    w += 'e';
  } else if (double_consonant(w) && w.back() != 'l' && w.back() != 's' && w.back() != 'z') {
    w.pop_back();
  } else if (measure(w) == 1 && short_end(w)) {
    w += 'e';
  }
}

struct Rule {
  std::string_view ending, by;
};

// The longest ending that fits decides, whether its condition holds or not.
void apply_rules(std::string& w, std::span<const Rule> rules, int least_measure) {
  const Rule* fitting = nullptr;
  for (const Rule& rule : rules) {
    if (w.ends_with(rule.ending) && (fitting == nullptr || rule.ending.size() > fitting->ending.size()))
      fitting = &rule;
  }
  if (fitting == nullptr) return;
  const std::string_view stem = before(w, fitting->ending);
  if (measure(stem) < least_measure) return;
  if (fitting->ending == "ion" && !(stem.ends_with('s') || stem.ends_with('t'))) return;
  replace(w, fitting->ending, fitting->by);
}

constexpr Rule double_endings[] = {
    {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
    {"abli", "able"},   {"alli", "al"},     {"entli", "ent"}, {"eli", "e"},     {"ousli", "ous"},
    {"ization", "ize"}, {"ation", "ate"},   {"ator", "ate"},  {"alism", "al"},  {"iveness", "ive"},
    {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},  {"iviti", "ive"}, {"biliti", "ble"},
};
constexpr Rule adjective_endings[] = {
    {"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""},
};
constexpr Rule last_endings[] = {
    {"al", ""},  {"ance", ""},  {"ence", ""}, {"er", ""},  {"ic", ""},  {"able", ""}, {"ible", ""},
    {"ant", ""}, {"ement", ""}, {"ment", ""}, {"ent", ""}, {"ion", ""}, {"ou", ""},   {"ism", ""},
    {"ate", ""}, {"iti", ""},   {"ous", ""},  {"ive", ""}, {"ize", ""},
};

void final_letters(std::string& w) {
  if (w.ends_with('e')) {
    const std::string_view stem = before(w, "e");
    const int m = measure(stem);
    if (m > 1 || (m == 1 && !short_end(stem))) w.pop_back();
  }
  if (w.ends_with("ll") && measure(w) > 1) w.pop_back();
}

}  // namespace

void stem_english(std::string& w) {
  if (w.size() <= 2) return;
  plurals(w);
  past_and_present(w);
  if (w.ends_with('y') && has_vowel(before(w, "y"))) w.back() = 'i';
  apply_rules(w, double_endings, 1);
  apply_rules(w, adjective_endings, 1);
  apply_rules(w, last_endings, 2);
  final_letters(w);
}

}  // namespace hearth::search
