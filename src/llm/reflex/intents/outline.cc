// "List the headings of README.md", "outline code/inventory.py", "which functions are in price_format.js?"
#include <fmt/format.h>

#include <array>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"
#include "llm/reflex/text/outline.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:outline|headings?|headlines?|headers|table of contents|toc|structure|skeleton|section(?: titles| "
    "names|s)|chapters?|titles of|subheadings|"
    "functions?|methods?|classes|structs|symbols|definitions)\\b|"
    "\\bhow (?:is|are) (?:the )?(?:file |document )?<f> (?:structured|organi[sz]ed|arranged|divided|built up|laid "
    "out|set "
    "out|subdivided)\\b|\\b(?:layout|organi[sz]ation|parts) (?:of|in) (?:the )?(?:file )?<f>|\\bwhat (?:parts|topics) "
    "does "
    "<f> (?:have|cover|consist of)\\b");
const Pattern not_wanted("\\b(?:called|uses|using|mention\\w*|defined|define|contain\\w*|calls)\\b");
const Pattern of_one_level(
    "\\b(?:level|h) ?-?([1-6])\\b|\\b(top-level|top level|first-level|main|second-level|third-level)\\b "
    "(?:headings?|sections?)");
const Pattern functions_only("\\b(?:functions?|methods?)\\b");
const Pattern classes_only("\\b(?:classes|structs|types)\\b");

constexpr auto vocabulary = std::to_array<std::string_view>(
    {"available",   "structured", "organised", "organized",    "arranged",     "divided",   "built",     "laid",
     "set",         "subdivided", "layout",    "organisation", "organization", "parts",     "topics",    "consist",
     "cover",       "chapter",    "chapters",  "class",        "classes",      "code",      "contains",  "contain",
     "contents",    "define",     "defined",   "definitions",  "does",         "exist",     "extract",   "find",
     "function",    "functions",  "have",      "header",       "headers",      "heading",   "headings",  "headline",
     "headlines",   "h1",         "h2",        "h3",           "level",        "line",      "list",      "look",
     "main",        "method",     "methods",   "name",         "names",        "numbers",   "number",    "outline",
     "print",       "section",    "sections",  "show",         "skeleton",     "structs",   "structure", "subheadings",
     "symbols",     "table",      "title",     "titles",       "toc",          "top-level", "types",     "overview",
     "create",      "make",       "produce",   "generate",     "display",      "read",      "top",       "second-level",
     "third-level", "first-level"});

enum class Part { everything, functions, classes };

Fragment outline(const Source& source, std::size_t level, Part part) {
  std::string list;
  std::size_t count = 0;
  for (const OutlineEntry& entry : outline_of(source.path, source.lines)) {
    if (level > 0 && entry.level != level) continue;
    if (part == Part::functions && entry.kind == "class") continue;
    if (part == Part::classes && entry.kind == "function") continue;
    ++count;
    bool heading = entry.kind == "heading";
    list += fmt::format("\n{:{}}- {} ({})", "", 2 * (level > 0 ? 0 : entry.level - 1),
                        heading ? entry.text : "`" + entry.text + "`", cite(source, entry.line));
  }
  bool code = is_source_code(source.path);
  std::string_view what = code ? (part == Part::classes     ? "types"
                                  : part == Part::functions ? "functions"
                                                            : "functions and types")
                               : "headings";
  if (count == 0) return Fragment::not_found(fmt::format("Not found: `{}` has no {}.", source.path, what));
  return Fragment::done(fmt::format("Outline of `{}` ({} {}):", source.path, count, what) + list);
}

std::size_t level_in(const std::string& text) {
  std::string digit, word;
  if (!RE2::PartialMatch(text, of_one_level, &digit, &word)) return 0;
  if (!digit.empty()) return static_cast<std::size_t>(digit[0] - '0');
  if (word == "second-level") return 2;
  if (word == "third-level") return 3;
  return word == "main" ? 0 : 1;
}

}  // namespace

std::optional<Step> match_outline(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted)) return std::nullopt;
  if (reading.files.empty() && !reading.refers_back && RE2::PartialMatch(text, not_wanted)) return std::nullopt;
  if (RE2::PartialMatch(text, "^(?:find|where|search)"_re) &&
      !RE2::PartialMatch(text, "\\b(?:headings|functions|sections|classes)\\b"_re))
    return std::nullopt;
  if (RE2::PartialMatch(text, "<q>"_re) && RE2::PartialMatch(text, "^(?:read|show|what|print)"_re)) return std::nullopt;
  std::size_t level = level_in(text);
  bool functions = RE2::PartialMatch(text, functions_only), classes = RE2::PartialMatch(text, classes_only);
  Part part = functions == classes ? Part::everything : functions ? Part::functions : Part::classes;
  std::vector<FileReference> files = files_meant(reading, vocabulary);
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("outline"); }};
  return Step{Step::Order::free, [=](Desk& desk) {
                return tell_each(desk, files, [=](const Source& source) { return outline(source, level, part); });
              }};
}

}  // namespace hearth::llm::reflex
