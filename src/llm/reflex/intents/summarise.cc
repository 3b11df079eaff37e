// "Summarise README.md in three sentences", "what is notes/todo.txt about?", "tl;dr of the lease".
#include <fmt/format.h>

#include <array>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"
#include "llm/reflex/text/data_overview.h"
#include "llm/reflex/text/outline.h"
#include "llm/reflex/text/summary.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:summari[sz]\\w*|summary|recap|gist|overview|tl ?;? ?dr|tldr|abstract|digest|synopsis|condense|shorten|sum "
    "up|"
    "(?:main|key|important|central|essential) "
    "(?:points?|messages?|ideas?|takeaways?|facts?|content|statements?)|essentials?|essence|takeaways|in a nutshell|"
    "in (?:short|brief)|boil .* down|boil down|short version|what (?:is|are|does) .* (?:about|say)$|what is "
    "(?:in|inside) <f>|"
    "what does <f> (?:say|contain|cover|describe)$|describe <f>|tell me about <f>|brief me on|"
    "what (?:do i|should i|must i) (?:need to )?know about <f>|what is the (?:content|point|topic|subject) of)\\b");
const Pattern length_wanted(
    "\\b(\\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|single)(?: (?:[a-z]+ "
    ")?|-)(?:sentences?|bullets?|bullet points?|points?|lines?|phrases?)\\b");
const Pattern what_it_says(
    "\\bwhat (?:it|this|that|<f>|the file|the document) (?:is (?:all )?about|says|contains|covers)\\b");

constexpr auto vocabulary = std::to_array<std::string_view>({"about",
                                                             "one-sentence",
                                                             "two-sentence",
                                                             "three-sentence",
                                                             "covers",
                                                             "contains",
                                                             "abstract",
                                                             "boil",
                                                             "central",
                                                             "condense",
                                                             "contain",
                                                             "content",
                                                             "cover",
                                                             "describe",
                                                             "describes",
                                                             "digest",
                                                             "down",
                                                             "dr",
                                                             "eight",
                                                             "essence",
                                                             "essential",
                                                             "essentials",
                                                             "facts",
                                                             "five",
                                                             "four",
                                                             "gist",
                                                             "idea",
                                                             "ideas",
                                                             "in",
                                                             "know",
                                                             "make",
                                                             "message",
                                                             "messages",
                                                             "need",
                                                             "nine",
                                                             "nutshell",
                                                             "one",
                                                             "overview",
                                                             "provide",
                                                             "recap",
                                                             "say",
                                                             "says",
                                                             "seven",
                                                             "shorten",
                                                             "show",
                                                             "single",
                                                             "six",
                                                             "subject",
                                                             "sum",
                                                             "summarise",
                                                             "summarised",
                                                             "summarising",
                                                             "summary",
                                                             "synopsis",
                                                             "takeaway",
                                                             "takeaways",
                                                             "ten",
                                                             "three",
                                                             "tl",
                                                             "tldr",
                                                             "topic",
                                                             "two",
                                                             "version",
                                                             "want",
                                                             "write",
                                                             "create",
                                                             "produce",
                                                             "read",
                                                             "open",
                                                             "look",
                                                             "need",
                                                             "main",
                                                             "statements",
                                                             "phrases",
                                                             "tl;dr",
                                                             "1",
                                                             "2",
                                                             "3",
                                                             "4",
                                                             "5",
                                                             "6",
                                                             "7",
                                                             "8",
                                                             "9"});

std::size_t number_of(const std::string& word) {
  constexpr auto words = std::to_array<std::string_view>(
      {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"});
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == word) return i;
  }
  if (word == "a" || word == "single") return 1;
  return static_cast<std::size_t>(std::stoi(word));
}

std::string quoted_passages(const Source& source, const std::vector<Passage>& passages,
                            const std::vector<std::size_t>& picked) {
  std::string text;
  for (std::size_t index : picked)
    text += fmt::format("\n- {} ({})", passages[index].text, cite(source, passages[index].line));
  return text;
}

Fragment summarise(const Source& source, std::size_t length) {
  if (source.lines.empty())
    return Fragment::done(fmt::format("`{}` is empty, so there is nothing to summarise.", source.path));
  if (std::optional<std::string> overview = data_overview(source)) return Fragment::done(*overview);
  std::vector<std::string> text = is_source_code(source.path) ? prose_of_code(source.path, source.lines) : source.lines;
  Markup markup = is_source_code(source.path) ? Markup::comments : markup_of(source.path);
  std::vector<Passage> passages = passages_of(text, markup);
  std::vector<std::size_t> picked = summary_of(passages, length > 0 ? length : usual_summary_length(passages));
  if (picked.empty()) {
    for (std::size_t i = 0; i < passages.size() && picked.size() < 5; ++i) picked.push_back(i);
  }
  return Fragment::done(fmt::format("Summary of `{}`, in its own sentences:", source.path) +
                        quoted_passages(source, passages, picked));
}

}  // namespace

std::optional<Step> match_summarise(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted) && !RE2::PartialMatch(text, what_it_says)) return std::nullopt;
  std::string word;
  std::size_t length =
      !RE2::PartialMatch(text, "\\ba (?:few|couple|handful)\\b"_re) && RE2::PartialMatch(text, length_wanted, &word)
          ? number_of(word)
          : 0;
  std::vector<FileReference> files = files_meant(reading, vocabulary);
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("summarise"); }};
  return Step{Step::Order::free, [files, length](Desk& desk) {
                return tell_each(desk, files, [length](const Source& source) { return summarise(source, length); });
              }};
}

}  // namespace hearth::llm::reflex
