#include "llm/reflex/occurrences.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/utf8.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/matches.h"

namespace hearth::llm::reflex {

namespace {

constexpr std::size_t most_lines_shown = 40;

struct Counted {
  std::size_t times = 0;
  std::size_t as_word = 0;
  std::size_t same_case = 0;
  std::vector<Match> lines;
};

std::size_t times_in(const std::string& text, const RE2& pattern) {
  re2::StringPiece rest(text);
  std::size_t count = 0;
  while (RE2::FindAndConsume(&rest, pattern)) ++count;
  return count;
}

Counted count(const std::vector<Match>& matches, const Occurrences& wanted) {
  std::string quoted = RE2::QuoteMeta(wanted.term);
  const RE2 part("(?i)" + quoted), word("(?i)\\b" + quoted + "\\b"), same_case(quoted), exact("\\b" + quoted + "\\b");
  Counted counted;
  for (const Match& match : matches) {
    bool fits =
        wanted.whole == Whole::part || RE2::PartialMatch(match.text, wanted.whole == Whole::word ? word : exact);
    if (!fits) continue;
    counted.lines.push_back(match);
    counted.times += times_in(match.text, part);
    counted.as_word += times_in(match.text, word);
    counted.same_case += times_in(match.text, wanted.whole == Whole::part ? same_case : exact);
  }
  return counted;
}

std::string amount(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string told(const Counted& counted, const Occurrences& wanted, const std::string& where) {
  bool whole = wanted.whole != Whole::part;
  std::size_t times = whole ? counted.as_word : counted.times;
  std::string text;
  if (wanted.what == CountWhat::lines) {
    text = fmt::format("{} with \"{}\" in {}", amount(counted.lines.size(), "line"), wanted.term, where);
  } else {
    text = fmt::format("\"{}\" occurs {} in {}, on {}", wanted.term, amount(times, "time"), where,
                       amount(counted.lines.size(), "line"));
    if (!whole && counted.as_word != counted.times)
      text += fmt::format("; {} as a word of its own", amount(counted.as_word, "time"));
    if (counted.same_case != times) text += fmt::format("; {} in exactly this case", amount(counted.same_case, "time"));
  }
  text += counted.lines.empty() ? "." : ":";
  for (std::size_t i = 0; i < counted.lines.size() && i < most_lines_shown; ++i) {
    const Match& line = counted.lines[i];
    text += fmt::format("\n- {}:{}: {}", line.path, line.line, utf8_prefix(trim(line.text), 400));
  }
  return text;
}

}  // namespace

std::optional<Fragment> count_occurrences(Desk& desk, const Occurrences& wanted) {
  std::vector<std::string> places;
  for (const FileReference& file : wanted.files) {
    std::optional<Resolved> resolved = resolve(desk, file, Strictness::helpful);
    if (!resolved) return std::nullopt;
    if (resolved->problem) return resolved->problem;
    places.push_back(resolved->path);
  }
  if (places.empty()) places.push_back(wanted.folder.empty() ? "." : wanted.folder);
  std::vector<Match> matches;
  bool waiting = false, cut = false;
  for (const std::string& path : places) {
    const Reply* reply = desk.ask(
        "fs_search",
        {{"pattern", wanted.term}, {"path", path}, {"literal", true}, {"ignore_case", true}, {"max_results", 1000}});
    waiting = waiting || reply == nullptr;
    if (reply == nullptr) continue;
    if (reply->is_error) return Fragment::failed(fmt::format("The search in `{}` failed: {}", path, reply->text));
    std::vector<Match> found = matches_of(*reply);
    matches.insert(matches.end(), found.begin(), found.end());
    cut = cut || reply->structured.value("truncated", false);
  }
  if (waiting) return std::nullopt;
  std::string where = places.front() == "." ? std::string("this folder") : name_list(places);
  std::string text = told(count(matches, wanted), wanted, where);
  if (cut) text += "\n(The search stopped at its limit, so there are more.)";
  return Fragment::done(text);
}

}  // namespace hearth::llm::reflex
