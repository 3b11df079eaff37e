#include "llm/reflex/text/answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto synonyms = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"start", "begin"},
    {"commence", "begin"},
    {"expir", "end"},
    {"finish", "end"},
    {"stop", "end"},
    {"cost", "price"},
    {"charg", "price"},
    {"pay", "price"},
    {"payabl", "price"},
    {"fee", "price"},
    {"deadlin", "due"},
    {"telephon", "phon"},
    {"email", "mail"},
    {"e-mail", "mail"},
    {"employ", "hir"},
    {"attend", "present"},
    {"participant", "present"},
    {"attende", "present"},
    {"author", "writ"},
    {"wrote", "writ"},
    {"written", "writ"},
    {"writer", "writ"},
    {"owner", "own"},
    {"tenancy", "leas"},
    {"purchas", "buy"},
    {"bought", "buy"},
    {"sold", "sell"},
    {"sale", "sell"},
    {"sent", "send"},
    {"paid", "price"},
    {"website", "web"},
    {"url", "http"},
    {"link", "http"},
    {"locat", "plac"},
    {"broke", "break"},
    {"broken", "break"},
    {"rose", "ris"},
    {"fell", "fall"},
    {"grew", "grow"},
    {"lost", "los"},
    {"took", "tak"},
    {"taken", "tak"},
    {"max", "maximum"},
    {"min", "minimum"},
    {"absent", "excus"},
    {"decid", "decision"},
    {"kept", "keep"},
    {"held", "hold"},
    {"began", "begin"},
    {"opening", "open"},
    {"colour", "color"},
    {"cancellation", "notic"},
});

const Pattern has_time(
    "\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./"
    "]\\d{2,4}|\\b\\d{1,2}:\\d{2}\\b|(?i)\\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sep(?:"
    "tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|juni?|juli?|januar|februar|märz|mai|oktober|dezember|monday|"
    "tuesday|wednesday|thursday|friday|saturday|sunday|day|days|week|weeks|month|months|"
    "year|years)\\b|\\b(?:19|20)\\d{2}\\b");
const Pattern has_number(
    "\\d|(?i)\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty\\S*|half|third|once|twice|"
    "dozen)\\b");
const Pattern has_amount(
    "[€$£¥]|\\b(?:EUR|USD|GBP|CHF|JPY)\\b|\\d[.,]\\d{2}\\b|(?i)\\b(?:euro|dollar|pound|franc)s?\\b|\\d");
const Pattern has_name("(?:^|[^.?!:\\s] ?|[:,>-] |\\| )\\b[A-ZÄÖÜ][\\p{L}]+");

bool fits(const std::string& text, Question::Kind kind) {
  switch (kind) {
    case Question::Kind::any:
    case Question::Kind::place:
      return true;
    case Question::Kind::person:
      return RE2::PartialMatch(text, has_name);
    case Question::Kind::time:
      return RE2::PartialMatch(text, has_time);
    case Question::Kind::amount:
      return RE2::PartialMatch(text, has_amount);
    case Question::Kind::number:
      return RE2::PartialMatch(text, has_number);
  }
  return true;
}

std::set<std::string> concepts_in(std::string_view text) {
  std::set<std::string> concepts;
  std::string folded = fold(text);
  for (std::string_view word : words_of(folded)) {
    concepts.insert(concept_of(word));
    // The parts of "due:2025-04-25", "base_url" and "reply_to" count too.
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= word.size(); ++i) {
      bool cut =
          i == word.size() || word[i] == '_' || word[i] == '-' || word[i] == ':' || word[i] == '@' || word[i] == '=';
      if (!cut) continue;
      if (i > begin) concepts.insert(concept_of(word.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (folded.find('@') != std::string::npos) concepts.insert(concept_of("email"));
  if (folded.find("http") != std::string::npos) concepts.insert(concept_of("url"));
  return concepts;
}

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

// What compares cannot be read off one line, unless the line says it in that word.
bool compares(std::string_view word) {
  constexpr auto comparing = std::to_array<std::string_view>(
      {"average", "best", "better", "biggest", "cheapest", "fewest", "highest", "largest", "least", "longest", "lowest",
       "mean", "median", "most", "shortest", "smallest", "total", "worst"});
  return std::find(comparing.begin(), comparing.end(), word) != comparing.end();
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

std::string concept_of(std::string_view folded_word) {
  std::string root = stem(folded_word);
  for (const auto& [word, meaning] : synonyms) {
    if (word == root || word == folded_word) return stem(meaning);
  }
  return root;
}

Question question_of(std::string_view folded_text, const std::vector<std::string>& content_words) {
  Question question;
  re2::StringPiece text(folded_text.data(), folded_text.size());
  if (RE2::PartialMatch(text, "\\b(?:who|whose|whom|which person)\\b"_re)) question.kind = Question::Kind::person;
  if (RE2::PartialMatch(
          text,
          "\\b(?:when|what time|which day|what day|what date|which date|until when|how long|since when|by when|deadline|due date)\\b"_re))
    question.kind = Question::Kind::time;
  if (RE2::PartialMatch(text, "\\b(?:how much|price of|cost of|what does .* cost|how expensive|rent|deposit)\\b"_re))
    question.kind = Question::Kind::amount;
  if (RE2::PartialMatch(text,
                        "\\b(?:how many|how old|how high|how hot|how far|how heavy|how large|how big|how often)\\b"_re))
    question.kind = Question::Kind::number;
  if (RE2::PartialMatch(text, "^where\\b"_re)) question.kind = Question::Kind::place;
  for (const std::string& word : content_words) {
    std::string meaning = concept_of(word);
    question.phrase.push_back(word);
    bool number = is_digit(word.front());
    if (number || compares(word)) question.required.push_back(meaning);
    if (std::find(question.stems.begin(), question.stems.end(), meaning) == question.stems.end())
      question.stems.push_back(meaning);
  }
  return question;
}

std::vector<Answer> answers_in(const std::vector<Passage>& passages, const Question& question,
                               const std::set<std::string>& around) {
  std::vector<Answer> answers;
  if (question.stems.empty()) return answers;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Passage& passage = passages[i];
    if (passage.kind == Passage::Kind::heading || passage.kind == Passage::Kind::table_header) continue;
    std::set<std::string> inside = concepts_in(passage.text), outside = concepts_around(passages, passage, around);
    Coverage coverage = cover(question, inside, outside);
    if (lacks_required(question, inside, outside)) continue;
    bool alone_in_section = coverage.inside == 0;
    if (alone_in_section || coverage.in_all < needed(question.stems.size()) || !fits(passage.text, question.kind))
      continue;
    double points = static_cast<double>(coverage.in_all) + 0.6 * static_cast<double>(coverage.inside);
    points += phrase_points(fold(passage.text), question.phrase);
    points -= 0.002 * static_cast<double>(passage.text.size());
    answers.push_back({i, points});
  }
  std::stable_sort(answers.begin(), answers.end(),
                   [](const Answer& a, const Answer& b) { return a.points > b.points; });
  return answers;
}

}  // namespace hearth::llm::reflex
