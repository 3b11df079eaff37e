// "F and its headings", "the functions in F, please", "how is F built up?".
#include <array>
#include <utility>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys =
    std::to_array<std::string_view>({"function", "method", "chapters", "classes", "functions", "headings", "headlines",
                                     "methods", "organised", "organized", "outline", "sections", "skeleton",
                                     "structure", "structured", "subheadings", "title", "titles", "toc"});
constexpr auto words = std::to_array<std::string_view>(
    {"tests",     "test",     "all",    "built",    "chapter",   "code",    "consist",   "consists",  "contain",
     "contained", "contains", "create", "define",   "defined",   "defines", "different", "display",   "divided",
     "document",  "does",     "draw",   "each",     "enumerate", "every",   "exist",     "extract",   "find",
     "found",     "get",      "give",   "has",      "have",      "heading", "includes",  "including", "into",
     "layout",    "level",    "line",   "list",     "look",      "made",    "make",      "names",     "number",
     "numbers",   "order",    "out",    "overview", "parts",     "print",   "produce",   "pull",      "quick",
     "read",      "section",  "see",    "show",     "tell",      "text",    "there",     "title",     "up",
     "used",      "various",  "view",   "what",     "which",     "with",    "written"});
constexpr auto counts = std::to_array<std::string_view>({"count", "many"});
constexpr auto of_code = std::to_array<std::string_view>({"function", "method", "classes", "functions", "methods"});

std::optional<Clause> say(const Said& said) {
  if (said.files().empty() && !said.refers_back()) return std::nullopt;
  if (!said.texts().empty() || !said.folders().empty() || said.has(counts)) return std::nullopt;
  if (said.has({"number"}) && !said.has({"line"})) return std::nullopt;
  if (said.has({"title", "titles"}) && !said.has({"chapter", "chapters", "heading", "section", "sections"}))
    return std::nullopt;
  if (said.has({"function", "method"}) && !said.has({"all", "each", "every"})) return std::nullopt;
  if (said.has({"level", "into"})) return std::nullopt;
  Wording wording(said.clause());
  wording.say("list the");
  bool code = false;
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (!listed(of_code, said.word(i))) continue;
    if (std::exchange(code, true)) wording.say("and");
    wording.take({i, i + 1});
  }
  if (!code) wording.say("headings");
  wording.place(said, "of");
  return wording.clause();
}

}  // namespace

const Frame outline_frame{keys, words, say};

}  // namespace hearth::llm::reflex
