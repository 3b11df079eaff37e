#include "memory/observing/statements.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

namespace hearth::memory {

namespace {

constexpr std::ptrdiff_t fewest_words = 3;
constexpr std::ptrdiff_t most_words = 60;

// One way to say something worth keeping. Group 1, if there is one, is the subject.
struct Form {
  ObservationKind kind;
  double confidence;
  const char* pattern;
};
constexpr Form forms[] = {
    {ObservationKind::decision, 0.8,
     R"((?:so |then |ok,? |okay,? )?we(?:'ve| have)? (?:now |finally )?(?:decided|agreed|settled) (?:to|that|on|against|for) .+)"},
    {ObservationKind::decision, 0.8, R"((?:the|our) (?:final )?decision (?:is|was) .+)"},
    {ObservationKind::decision, 0.6, R"((?:let's|let us) (?:go with|stick with|use|keep|drop) .+)"},
    {ObservationKind::decision, 0.6, R"(from now on,? .+)"},
    {ObservationKind::preference, 0.8,
     R"(i(?:'d| would)? (?:really |always |much |strongly )?(?:prefer|like|love|hate|dislike|want|favou?r) .+)"},
    {ObservationKind::preference, 0.8, R"(i (?:don't|do not|never) (?:really )?(?:like|want|use|eat|drink|work) .+)"},
    {ObservationKind::preference, 0.8, R"(my (?:favou?rite|preferred) ([^,]{2,40}?) (?:is|are) .+)"},
    {ObservationKind::preference, 0.7, R"((?:please )?(?:always|never) [a-z]+ .+)"},
    {ObservationKind::procedure, 0.6,
     R"((?:in order )?to ([a-z][^,]{3,60}), (?:you |we |i )?(?:run|use|call|start|open|press|type|ask) .+)"},
    {ObservationKind::fact, 0.6, R"((?:my|our) ([a-z][^,.]{1,40}?) (?:is|are|was|were|has|have) .+)"},
    {ObservationKind::fact, 0.6,
     R"(i(?:'m| am) (?:a|an|the|called|named|allergic|based|from|responsible|vegetarian|vegan)\b.+)"},
    {ObservationKind::fact, 0.6, R"(i (?:live|work|study|teach) (?:in|at|for|as|near|on|with) .+)"},
    {ObservationKind::fact, 0.6, R"(my name is .+)"},
};

constexpr const char* request_to_keep =
    R"((?i)^(?:please )?(?:remember|note|keep in mind|don't forget|do not forget|make a note)(?: that|,|:) (.+))";

const RE2& compiled(std::size_t form) {
  static const auto all = [] {
    RE2::Options options;
    options.set_case_sensitive(false);
    std::array<std::unique_ptr<RE2>, std::size(forms)> made;
    for (std::size_t i = 0; i < std::size(forms); ++i) made[i] = std::make_unique<RE2>(forms[i].pattern, options);
    return made;
  }();
  return *all[form];
}

std::optional<Statement> statement_of(const std::string& sentence) {
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    const RE2& form = compiled(i);
    std::string subject;
    bool fits =
        form.NumberOfCapturingGroups() > 0 ? RE2::FullMatch(sentence, form, &subject) : RE2::FullMatch(sentence, form);
    if (fits) return Statement{forms[i].kind, subject, sentence, forms[i].confidence, false};
  }
  return std::nullopt;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r";
  std::size_t begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(spaces) - begin + 1));
}

// "Dr", "Mrs", "St": a capital and at most two letters more, at the end.
bool is_title(std::string_view text) {
  std::string_view word = text.substr(text.rfind(' ') + 1);
  return word.size() <= 3 && !word.empty() && word[0] >= 'A' && word[0] <= 'Z';
}

bool ends_sentence(std::string_view text, std::size_t at) {
  char c = text[at];
  if (c != '.' && c != '!' && c != '?') return false;
  if (at + 1 == text.size()) return true;
  return text[at + 1] == ' ' && !(c == '.' && is_title(text.substr(0, at)));
}

// Lines outside of fenced code, cut at the ends of sentences; quotations are left out.
std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> sentences;
  bool in_code = false;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = trimmed(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.starts_with("```")) in_code = !in_code;
    if (in_code || line.starts_with("```") || line.starts_with(">")) continue;
    if (line.starts_with("- ") || line.starts_with("* ")) line.erase(0, 2);
    std::size_t start = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i + 1 < line.size() && !ends_sentence(line, i)) continue;
      std::string sentence = trimmed(std::string_view(line).substr(start, i + 1 - start));
      if (!sentence.empty()) sentences.push_back(std::move(sentence));
      start = i + 1;
    }
  }
  return sentences;
}

bool says_something(const std::string& sentence) {
  auto words = std::ranges::count(sentence, ' ') + 1;
  return sentence.back() != '?' && words >= fewest_words && words <= most_words;
}

}  // namespace

std::vector<Statement> statements_in(std::string_view text) {
  static const RE2 keep(request_to_keep);
  std::vector<Statement> found;
  for (const std::string& sentence : sentences_of(text)) {
    if (!says_something(sentence)) continue;
    std::string kept;
    if (RE2::FullMatch(sentence, keep, &kept)) {
      Statement statement =
          statement_of(kept).value_or(Statement{.kind = ObservationKind::fact, .subject = {}, .text = kept});
      statement.confidence = 1;
      statement.asked_to_keep = true;
      found.push_back(std::move(statement));
    } else if (std::optional<Statement> statement = statement_of(sentence)) {
      found.push_back(std::move(*statement));
    }
  }
  return found;
}

}  // namespace hearth::memory
