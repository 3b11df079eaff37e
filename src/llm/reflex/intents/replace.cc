// "Replace EUR with CHF in contracts/contract-v1.md", "in notes/todo.txt change \"tea bowls\" to \"mugs\"".
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"
#include "llm/reflex/whole_text.h"

namespace hearth::llm::reflex {

namespace {

#define WHAT                                                                                                          \
  "(?:(?:all|every|each|the|any|first|only|occurrences?|instances?|of|word|words|text|phrase|string|term|name|value|" \
  "line|number|price|date) )*"
#define PLACE "(?:(?:everywhere|throughout|in|inside|within|of|across) (?:the )?(?:file |document |whole )*<f>)"
const Pattern in_front(
    "^(?:in|inside|within) (?:the file )?<f>(?: ,)? (?:please )?(?:find and |search and "
    ")?(?:replace|substitute|change|swap|exchange|edit|update|correct|turn) " WHAT "(.+?) (?:with|by|to|into|for) " WHAT
    "(.+?)$");
const Pattern at_end(
    "^(?:find and |search and )?(?:replace|substitute|change|swap|exchange|edit|update|correct|turn) " WHAT
    "(.+?) (?:with|by|to|into|for) " WHAT "(.+?) (?:everywhere )?" PLACE "(?: everywhere)?$");
const Pattern in_middle(
    "^(?:find and |search and )?(?:replace|substitute|change|swap|exchange|edit|update|correct|turn) (?:" PLACE
    "(?: ,)? " WHAT "(.+?)|" WHAT "(.+?) " PLACE ") (?:with|by|to|into|for) " WHAT "(.+?)$");
const Pattern edits(
    "^(?:edit|update|correct|modify|change) <f>(?: ,| :| so that| and| by)*(?: replac\\w+| chang\\w+)? " WHAT
    "(.+?) (?:with|by|to|into|becomes|is replaced by) " WHAT "(.+?)$");
const Pattern no_place("^(?:find and |search and )?(?:replace|substitute|change|swap|exchange) " WHAT
                       "(.+?) (?:with|by|to|into|for) " WHAT
                       "(.+?)(?: (?:there|in it|in the file|in that file|in the same file))?$");
#undef WHAT
#undef PLACE
const Pattern first_only("\\b(?:the|only the) first\\b|\\bfirst (?:occurrence|instance)\\b");

struct Replacement {
  std::string old_text;
  std::string new_text;
  enum class Extent { all, first } extent = Extent::all;
};

std::optional<Replacement> replacement_in(const Clause& clause) {
  re2::StringPiece a, b, c;
  bool found = RE2::PartialMatch(clause.text, in_front, &a, &b) || RE2::PartialMatch(clause.text, at_end, &a, &b);
  if (!found && RE2::PartialMatch(clause.text, in_middle, &a, &c, &b)) {
    found = true;
    if (a.empty()) a = c;
  }
  found = found || RE2::PartialMatch(clause.text, edits, &a, &b) || RE2::PartialMatch(clause.text, no_place, &a, &b);
  if (!found) return std::nullopt;
  Replacement replacement{clause.original(std::string_view(a.data(), a.size())),
                          clause.original(std::string_view(b.data(), b.size()))};
  // "Substitute new for old" names them the other way round.
  if (RE2::PartialMatch(clause.text, "^substitute\\b.* for "_re)) std::swap(replacement.old_text, replacement.new_text);
  if (RE2::PartialMatch(clause.text, first_only)) replacement.extent = Replacement::Extent::first;
  bool unsaid = RE2::FullMatch(a, "it|that|this|them|these|those"_re);
  if (replacement.old_text.empty() || unsaid) return std::nullopt;
  return replacement;
}

std::vector<std::size_t> places_of(const std::string& text, const std::string& part) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    places.push_back(at);
  return places;
}

std::size_t line_at(const std::string& text, std::size_t offset) {
  return 1 +
         static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::optional<Fragment> replace(Desk& desk, const FileReference& file, const Replacement& wanted) {
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::exact);
  if (!resolved) return std::nullopt;
  if (resolved->problem) return resolved->problem;
  const std::string& path = resolved->path;
  std::optional<WholeText> whole = whole_text(desk, path);
  if (!whole) return std::nullopt;
  if (whole->problem) return whole->problem;
  std::vector<std::size_t> places = places_of(whole->text, wanted.old_text);
  if (places.empty())
    return Fragment::not_found(
        fmt::format("Not found: \"{}\" is not in `{}`, so nothing was replaced.", wanted.old_text, path));
  std::size_t count = wanted.extent == Replacement::Extent::first ? 1 : places.size();
  const Reply* reply = nullptr;
  std::string lines;
  for (std::size_t i = 0; i < count; ++i)
    lines += fmt::format("{}{}:{}", i == 0 ? "" : ", ", path, line_at(whole->text, places[i]));
  if (places.size() == 1) {
    reply = desk.ask("fs_edit", {{"path", path}, {"old", wanted.old_text}, {"new", wanted.new_text}});
  } else {
    std::string text = whole->text;
    for (std::size_t i = count; i-- > 0;) text.replace(places[i], wanted.old_text.size(), wanted.new_text);
    reply = desk.ask("fs_write", {{"path", path}, {"content", text}});
  }
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("`{}` was not changed: {}", path, reply->text));
  return Fragment::done(fmt::format("Replaced \"{}\" with \"{}\" {} time{} in `{}` ({}).", wanted.old_text,
                                    wanted.new_text, count, count == 1 ? "" : "s", path, lines));
}

}  // namespace

std::optional<Step> match_replace(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, "\\b(?:replace|substitute|change|swap|exchange|edit|update|correct|turn|modify)\\b"_re))
    return std::nullopt;
  if (RE2::PartialMatch(text, "^(?:change the (?:file ?)?name|turn <f>|turn the|what|when|did|have|how|which)\\b"_re))
    return std::nullopt;
  std::vector<FileReference> files = reading.files.empty() ? reading.antecedent : reading.files;
  std::optional<Replacement> wanted = replacement_in(reading.clause);
  if (!wanted) return std::nullopt;
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("change"); }};
  return Step{Step::Order::in_turn,
              [file = files.front(), wanted = *wanted](Desk& desk) { return replace(desk, file, wanted); }};
}

}  // namespace hearth::llm::reflex
