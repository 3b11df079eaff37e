// "Show me lines 3 to 9 of README.md", "read the first 5 lines of notes/todo.txt", "open the lease".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/source.h"
#include "llm/reflex/text/concepts.h"
#include "llm/reflex/text/outline.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "^(?:read|show|open|print|display|cat|view|see|head|tail|give|get|output|dump|type|tell|fetch|quote|what "
    "(?:is|are|does|do)|which|look at|have a look at|let me see|i would like|take a look)\\b");
const Pattern line_words("^(?:the )?(?:lines?|rows?|first|last|top|bottom)\\b");
const Pattern section_before(
    "\\b(?:section|chapter|part) (?:called |named |about |on |titled |with the title )?(.+?)(?: (?:of|in|from) (?:the "
    ")?(?:file )?(?:<f>|it)|$)");
const Pattern section_behind(
    "(?:read|show|open|print|display|view|give|quote|get|see)(?: me| us)?(?: the)? (.+?) (?:section|chapter) "
    "(?:of|in|from) (?:the )?(?:file )?<f>");
const Pattern word_range(
    "\\b(?:lines?|rows?) (?:number |no |nr )?(\\d+) ?(?:-|to|until|till|through|thru|up to|–|\\.\\.) "
    "?(?:(?:lines?|rows?) "
    ")?(\\d+)\\b");
const Pattern hyphen_range("\\b(?:lines?|rows?) (\\d+)(?:-|\xE2\x80\x93|\\.\\.)(\\d+)\\b");
const Pattern single("\\b(?:line|row) (?:number |no |nr |# ?)?#?(\\d+)\\b|\\b(\\d+)(?:st|nd|rd|th) (?:line|row)\\b");
const Pattern first_lines(
    "\\b(?:first|top|initial|opening) "
    "(\\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\\b|\\b(?:head|first) (\\d+)\\b");
const Pattern last_lines(
    "\\b(?:last|bottom|final) (\\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\\b|\\btail "
    "(\\d+)\\b");
const Pattern first_line(
    "\\b(?:the )?(first|second|third|fourth|fifth|last|final|second last|penultimate) (?:line|row)\\b");
const Pattern beginning(
    "\\b(?:the )?(?:beginning|start|top|head) of\\b|^head\\b|\\b(?:first|opening|top) (?:few|couple of|some) lines\\b");
const Pattern ending(
    "\\b(?:the )?(?:end|bottom|tail) of\\b|^tail\\b|\\b(?:last|final|bottom) (?:few|couple of|some) lines\\b");

constexpr std::size_t usual_excerpt = 10;

constexpr auto vocabulary = std::to_array<std::string_view>(
    {"beginning",   "bottom", "cat",    "display", "dump", "eight",  "end",    "ending",  "fetch",   "fifteen",
     "fifth",       "final",  "first",  "five",    "four", "fourth", "get",    "head",    "have",    "initial",
     "last",        "let",    "line",   "look",    "nine", "number", "one",    "open",    "opening", "output",
     "penultimate", "print",  "quote",  "read",    "row",  "rows",   "second", "see",     "seven",   "show",
     "six",         "start",  "stand",  "stands",  "tail", "take",   "ten",    "third",   "three",   "through",
     "till",        "top",    "twelve", "twenty",  "two",  "type",   "view",   "written", "say",     "says",
     "aloud",       "out",    "like",   "i"});

struct Range {
  std::size_t begin = 1;
  std::size_t end = 0;   // 0: to the end
  std::size_t last = 0;  // the last so many lines instead
};

std::size_t number_of(const std::string& word) {
  constexpr auto words = std::to_array<std::pair<std::string_view, std::size_t>>({{"one", 1},
                                                                                  {"two", 2},
                                                                                  {"three", 3},
                                                                                  {"four", 4},
                                                                                  {"five", 5},
                                                                                  {"six", 6},
                                                                                  {"seven", 7},
                                                                                  {"eight", 8},
                                                                                  {"nine", 9},
                                                                                  {"ten", 10},
                                                                                  {"twelve", 12},
                                                                                  {"fifteen", 15},
                                                                                  {"twenty", 20},
                                                                                  {"first", 1},
                                                                                  {"second", 2},
                                                                                  {"third", 3},
                                                                                  {"fourth", 4},
                                                                                  {"fifth", 5}});
  for (const auto& [name, number] : words) {
    if (name == word) return number;
  }
  return word.size() > 7 ? 9999999 : static_cast<std::size_t>(std::stoul(word));
}

// "Lines 8, 9 and 10"
const Pattern several("\\blines? (\\d+(?: ,| and|,)+ \\d+(?:(?: ,| and|,)+ \\d+)*)\\b");

std::vector<Range> listed_lines(const std::string& text) {
  std::vector<Range> ranges;
  re2::StringPiece list;
  std::size_t line = 0;
  if (!RE2::PartialMatch(text, several, &list)) return ranges;
  while (RE2::FindAndConsume(&list, "(\\d{1,7})"_re, &line)) {
    if (!ranges.empty() && ranges.back().end + 1 == line)
      ranges.back().end = line;
    else
      ranges.push_back({line, line});
  }
  return ranges;
}

std::optional<Range> range_in(const std::string& text) {
  std::string first, second;
  if (RE2::PartialMatch(text, hyphen_range, &first, &second) || RE2::PartialMatch(text, word_range, &first, &second)) {
    std::size_t a = number_of(first), b = number_of(second);
    return Range{std::min(a, b), std::max(a, b)};
  }
  if (RE2::PartialMatch(text, first_lines, &first, &second)) return Range{1, number_of(first.empty() ? second : first)};
  if (RE2::PartialMatch(text, last_lines, &first, &second))
    return Range{1, 0, number_of(first.empty() ? second : first)};
  if (RE2::PartialMatch(text, first_line, &first)) {
    if (first == "last" || first == "final") return Range{1, 0, 1};
    if (first != "second last" && first != "penultimate") return Range{number_of(first), number_of(first)};
  }
  if (RE2::PartialMatch(text, single, &first, &second)) {
    std::size_t line = number_of(first.empty() ? second : first);
    return Range{line, line};
  }
  if (RE2::PartialMatch(text, beginning)) return Range{1, usual_excerpt};
  if (RE2::PartialMatch(text, ending)) return Range{1, 0, usual_excerpt};
  return std::nullopt;
}

Fragment show(const Source& source, Range range) {
  std::size_t count = source.lines.size();
  if (count == 0) return Fragment::done(fmt::format("`{}` is empty.", source.path));
  if (range.last > 0) {
    range.begin = count - std::min(range.last, count) + 1;
    range.end = count;
  }
  if (range.end == 0) range.end = count;
  if (range.begin == 0) range.begin = 1;
  if (range.begin > count) {
    return Fragment::not_found(
        fmt::format("Not found: `{}` has no line {}; it has {} lines.", source.path, range.begin, count));
  }
  std::size_t end = std::min(range.end, count);
  std::string fence = "```";
  for (std::size_t i = range.begin; i <= end; ++i) {
    if (source.lines[i - 1].find("```") != std::string::npos) fence = "````";
  }
  std::string lines =
      range.begin == end ? fmt::format("Line {}", end) : fmt::format("Lines {} to {}", range.begin, end);
  std::string place = range.begin == end ? cite(source, end) : fmt::format("{}-{}", cite(source, range.begin), end);
  std::string text = fmt::format("{} of `{}` ({}):\n{}\n", lines, source.path, place, fence);
  for (std::size_t i = range.begin; i <= end; ++i) text += source.lines[i - 1] + "\n";
  text += fence;
  if (range.end > count) text += fmt::format("\n`{}` ends at line {}.", source.path, count);
  return Fragment::done(text);
}

std::set<std::string> content_concepts(std::string_view text) {
  std::set<std::string> concepts;
  std::string folded = fold(text);
  for (std::string_view word : words_of(folded)) {
    if (!is_glue(word)) concepts.insert(concept_of(word));
  }
  return concepts;
}

// The section whose heading has all the words of the name, up to the next heading of its level.
Fragment show_section(const Source& source, const std::string& name) {
  std::vector<OutlineEntry> headings = outline_of(source.path, source.lines);
  std::set<std::string> wanted_words = content_concepts(name);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    std::set<std::string> words = content_concepts(headings[i].text);
    if (!std::includes(words.begin(), words.end(), wanted_words.begin(), wanted_words.end())) continue;
    std::size_t end = i + 1;
    while (end < headings.size() && headings[end].level > headings[i].level) ++end;
    std::size_t last = end < headings.size() ? headings[end].line - 1 : source.lines.size();
    while (last > headings[i].line && trim(source.lines[last - 1]).empty()) --last;
    return show(source, Range{headings[i].line, last});
  }
  return Fragment::not_found(fmt::format("Not found: `{}` has no section \"{}\".", source.path, name));
}

// A number counts as read where a line or a count of lines is said.
bool has_unread(const Clause& clause) {
  std::string text = clause.text;
  if (RE2::PartialMatch(text, beginning) || RE2::PartialMatch(text, ending)) {
    bool counted = RE2::PartialMatch(text, first_lines) || RE2::PartialMatch(text, last_lines);
    if (!counted && RE2::PartialMatch(text, "(?:^| )\\d+\\b"_re)) return true;
  }
  std::vector<std::string> rest = words_outside(clause, vocabulary);
  return std::any_of(rest.begin(), rest.end(),
                     [](const std::string& word) { return !RE2::PartialMatch(word, "^#?\\d"_re); });
}

std::optional<std::string> section_in(const Clause& clause) {
  re2::StringPiece name;
  if (!RE2::PartialMatch(clause.text, section_before, &name) && !RE2::PartialMatch(clause.text, section_behind, &name))
    return std::nullopt;
  return clause.original(std::string_view(name.data(), name.size()));
}

}  // namespace

std::optional<Step> match_read(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted) && !RE2::PartialMatch(text, line_words)) return std::nullopt;
  std::optional<std::string> section = section_in(reading.clause);
  const std::vector<FileReference>& in = reading.files.empty() ? reading.antecedent : reading.files;
  if (section && in.size() == 1) {
    return Step{Step::Order::free, [files = in, name = *section](Desk& desk) {
                  return tell_each(desk, files, [&name](const Source& source) { return show_section(source, name); });
                }};
  }
  std::vector<Range> ranges = listed_lines(text);
  if (std::optional<Range> range = range_in(text); range && ranges.empty()) ranges.push_back(*range);
  bool range = !ranges.empty();
  bool question = RE2::PartialMatch(text, "^(?:what|which|tell)"_re);
  if (!range &&
      (question || (reading.files.empty() && RE2::PartialMatch(text, "^(?:give|get|tell|which|i would)"_re)))) {
    if (!RE2::PartialMatch(text,
                           "^what (?:is|are) (?:in|inside|the (?:full |whole )?(?:content|contents|text) of)\\b"_re))
      return std::nullopt;
  }
  // "The head of a.csv, 4 columns", "the first 5 lines of a.md that say x": a part of it was not understood.
  if (range && !reading.files.empty() && has_unread(reading.clause)) return std::nullopt;
  // "Show the deposit in lease.md" asks for something in the file, not for the file.
  bool something_in_it = !reading.files.empty() && !words_outside(reading.clause, vocabulary).empty();
  if (!range && something_in_it) return std::nullopt;
  bool only_numbers = range && !has_unread(reading.clause) && reading.files.empty() && !reading.antecedent.empty();
  std::vector<FileReference> files = only_numbers ? reading.antecedent : files_meant(reading, vocabulary);
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("read"); }};
  if (!range) ranges.push_back({});
  return Step{Step::Order::free, [files, ranges](Desk& desk) {
                return tell_each(desk, files, [&ranges](const Source& source) {
                  std::vector<Fragment> parts;
                  for (const Range& part : ranges) parts.push_back(show(source, part));
                  return joined(parts);
                });
              }};
}

}  // namespace hearth::llm::reflex
