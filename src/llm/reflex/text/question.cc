#include "llm/reflex/text/question.h"

#include <algorithm>
#include <array>
#include <memory>

#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/text/concepts.h"

namespace hearth::llm::reflex {

namespace {

const Pattern has_time(
    "\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./"
    "]\\d{2,4}|\\b\\d{1,2}:\\d{2}\\b|(?i)\\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sep(?:"
    "tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|juni?|juli?|januar|februar|märz|mai|oktober|dezember|monday|"
    "tuesday|wednesday|thursday|friday|saturday|sunday|day|days|week|weeks|month|months|"
    "year|years|hours?|minutes?|noon|midnight)\\b|\\b(?:19|20)\\d{2}\\b");
const Pattern has_number(
    "\\d|(?i)\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty\\S*|half|third|once|twice|"
    "dozen)\\b");
const Pattern has_amount(
    "[€$£¥]|\\b(?:EUR|USD|GBP|CHF|JPY)\\b|\\d[.,]\\d{2}\\b|(?i)\\b(?:euro|dollar|pound|franc)s?\\b|\\d");
const Pattern has_name("(?:^|[^.?!:\\s] ?|[:,>-] |\\| )\\b[A-ZÄÖÜ][\\p{L}]+");

const Pattern has_length(
    "(?i)(?:\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\\b) ?(?:m|km|cm|mm|ft|in|met(?:re|er)s?|"
    "kilomet(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|feet|foot|inch(?:es)?|miles?|yards?)\\b");
const Pattern has_duration(
    "(?i)(?:\\d|\\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half)\\b)[ -]?(?:\\w+ )?"
    "(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|nights?)\\b");
const Pattern has_weight(
    "(?i)(?:\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\\b) ?(?:kg|g|mg|t|lbs?|oz|kilos?|"
    "kilogram(?:me)?s?|gram(?:me)?s?|tons?|tonnes?|pounds?|ounces?)\\b");
const Pattern has_warmth("(?i)\\d ?(?:°|degrees?|celsius|fahrenheit|kelvin)");
const Pattern has_frequency(
    "(?i)\\b(?:every|each|once|twice|thrice|times|daily|weekly|monthly|yearly|hourly|annual(?:ly)?|per (?:day|week|"
    "month|year)|an? (?:day|week|month|year))\\b");

const Pattern says_limit(
    "(?i)\\b(?:may|can|cannot|must|should|shall|never|up to|at (?:most|least)|no more|than|max(?:imum)?|min(?:imum)?|"
    "limit(?:ed)?|allowed|permitted|until|between)\\b|[<>≤≥]");

// What a question asks for by how it is put; the form that stands first in it counts.
struct Form {
  Question::Kind kind;
  const char* pattern;
};
constexpr Form forms[] = {
    {Question::Kind::person, "(\\b(?:who|whose|whom|which person)\\b)"},
    {Question::Kind::length_or_time, "(\\bhow long\\b)"},
    {Question::Kind::length, "(\\bhow (?:wide|deep|tall|thick|far|broad)\\b)"},
    {Question::Kind::weight, "(\\bhow heavy\\b)"},
    {Question::Kind::warmth, "(\\bhow (?:warm|hot|cold|cool)\\b)"},
    {Question::Kind::frequency, "(\\bhow often\\b)"},
    {Question::Kind::time, "(\\b(?:when|what time|which day|what day|what date|which date|deadline|due date)\\b)"},
    {Question::Kind::amount,
     "(\\b(?:how much|price of|cost of|what (?:does|do|did) .* cost|how expensive|rent|deposit)\\b)"},
    {Question::Kind::number, "(\\bhow (?:many|old|high|large|big)\\b)"},
    {Question::Kind::place, "(^where\\b)"},
};

Question::Kind kind_of(re2::StringPiece text) {
  static const auto compiled = [] {
    std::array<std::unique_ptr<RE2>, std::size(forms)> made;
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = std::make_unique<RE2>(forms[i].pattern);
    return made;
  }();
  Question::Kind kind = Question::Kind::any;
  const char* first = text.data() + text.size();
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    re2::StringPiece found;
    if (!RE2::PartialMatch(text, *compiled[i], &found) || found.data() >= first) continue;
    first = found.data();
    kind = forms[i].kind;
  }
  return kind;
}

// "heavy" of "how heavy": the answer gives a weight, and need not say the word.
std::string measure_word(re2::StringPiece text) {
  std::string word;
  RE2::PartialMatch(
      text, "\\bhow (heavy|warm|hot|cold|cool|wide|deep|tall|thick|far|broad|long|often|old|high|large|big)\\b"_re,
      &word);
  return word;
}

// "bank" of "which bank": the answer names one, and need not say that it is a bank.
std::string thing_asked_for(re2::StringPiece text) {
  std::string word;
  RE2::PartialMatch(text, "^(?:(?:in|on|at|from|to|for|by|with) )?(?:which|what) (\\w+) (?:\\S+ )+\\S+$"_re, &word);
  return word;
}

// What compares cannot be read off one line, unless the line says it in that word.
bool compares(std::string_view word) {
  constexpr auto comparing = std::to_array<std::string_view>(
      {"average", "best", "better", "biggest", "cheapest", "fewest", "highest", "largest", "least", "longest", "lowest",
       "mean", "median", "most", "shortest", "smallest", "total", "worst"});
  return std::find(comparing.begin(), comparing.end(), word) != comparing.end();
}

}  // namespace

bool holds_kind(const std::string& text, const Question& question) {
  if (question.of_limit && !RE2::PartialMatch(text, says_limit)) return false;
  switch (question.kind) {
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
    case Question::Kind::length_or_time:
      return RE2::PartialMatch(text, has_duration) || RE2::PartialMatch(text, has_length);
    case Question::Kind::length:
      return RE2::PartialMatch(text, has_length);
    case Question::Kind::weight:
      return RE2::PartialMatch(text, has_weight);
    case Question::Kind::warmth:
      return RE2::PartialMatch(text, has_warmth);
    case Question::Kind::frequency:
      return RE2::PartialMatch(text, has_frequency);
  }
  return true;
}

Question question_of(std::string_view folded_text, const std::vector<std::string>& content_words) {
  Question question;
  re2::StringPiece text(folded_text.data(), folded_text.size());
  question.kind = kind_of(text);
  question.of_limit = RE2::PartialMatch(text, "\\bhow \\w+ (?:may|can|must|should|shall)\\b"_re) &&
                      question.kind != Question::Kind::amount && question.kind != Question::Kind::number;
  std::string measure = measure_word(text), thing = thing_asked_for(text);
  if (!measure.empty()) question.helpful.push_back(concept_of(measure));
  for (const std::string& word : content_words) {
    std::string meaning = concept_of(word);
    question.phrase.push_back(word);
    bool helpful = word == measure || word == thing;
    if (helpful && content_words.size() > 1) {
      if (word == thing) question.helpful.push_back(meaning);
      continue;
    }
    bool number = is_digit(word.front());
    if (number || compares(word)) question.required.push_back(meaning);
    if (std::find(question.stems.begin(), question.stems.end(), meaning) == question.stems.end())
      question.stems.push_back(meaning);
  }
  return question;
}

}  // namespace hearth::llm::reflex
