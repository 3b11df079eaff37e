// "Check whether X occurs anywhere", "X: which lines of F have it?", "I am trying to find where X is used".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"entries", "entry",      "speak",    "speaks",  "speaking",  "appear",    "appears",    "come",   "comes",
     "contain", "containing", "contains", "find",    "found",     "grep",      "hunt",       "locate", "line",
     "lines",   "look",       "looking",  "mention", "mentioned", "mentions",  "mentioning", "occur",  "occurrences",
     "occurs",  "phrase",     "said",     "says",    "search",    "searching", "spot",       "talk",   "turn",
     "turns",   "used",       "where",    "word",    "written"});
constexpr auto words = std::to_array<std::string_view>(
    {"pull",      "messages",  "bring",      "fetch",     "all",       "any",     "anything", "anywhere",
     "check",     "code",      "directory",  "display",   "does",      "each",    "every",    "everywhere",
     "exactly",   "exists",    "files",      "folder",    "found",     "get",     "give",     "has",
     "have",      "instance",  "instances",  "line",      "lines",     "list",    "name",     "number",
     "numbers",   "often",     "out",        "passage",   "passages",  "phrase",  "place",    "places",
     "print",     "project",   "say",        "saying",    "says",      "see",     "show",     "shows",
     "somewhere", "spots",     "string",     "tell",      "term",      "text",    "there",    "trying",
     "up",        "whether",   "with",       "word",      "workspace", "written", "which",    "what",
     "stands",    "stand",     "include",    "includes",  "including", "through", "about",    "exact",
     "both",      "for",       "part",       "parts",     "talk",      "talks",   "said",     "documents",
     "note",      "down",      "sentence",   "sentences", "did",       "know",    "shown",    "document",
     "gets",      "said",      "write",      "wrote",     "read",      "reads",   "each",     "location",
     "locations", "point",     "points",     "position",  "positions", "usage",   "use",      "uses",
     "using",     "reference", "references", "they",      "names",     "paths"});
constexpr auto about_a_text = std::to_array<std::string_view>(
    {"speak",       "speaks",     "speaking", "appear",  "appears",   "come",       "comes",    "write",
     "contain",     "containing", "contains", "mention", "mentioned", "mentioning", "mentions", "occur",
     "occurrences", "occurs",     "phrase",   "said",    "says",      "stands",     "string",   "talk",
     "talks",       "term",       "turn",     "turns",   "up",        "word",       "written",  "found"});
constexpr auto leads = std::to_array<std::string_view>(
    {"has",    "about", "are",     "contain",   "containing", "contains", "has",      "do",        "does",
     "exact",  "find",  "for",     "grep",      "have",       "include",  "includes", "including", "is",
     "locate", "me",    "mention", "mentioned", "mentioning", "mentions", "name",     "of",        "phrase",
     "please", "say",   "saying",  "says",      "search",     "string",   "term",     "text",      "was",
     "were",   "where", "whether", "with",      "word",       "spot",     "to",       "it"});
constexpr auto counts = std::to_array<std::string_view>({"count", "many", "much", "times", "often"});
constexpr auto each_entry = std::to_array<std::string_view>({"all", "any", "each", "every"});
constexpr auto searched_for = std::to_array<std::string_view>({"for"});
constexpr auto looking = std::to_array<std::string_view>({"grep", "hunt", "look", "looking", "search", "searching"});
constexpr auto todo = std::to_array<std::string_view>({"fixme", "fixmes", "todo", "todos"});
constexpr auto all_files = std::to_array<std::string_view>({"documents", "files"});
constexpr auto which =
    std::to_array<std::string_view>({"what", "which", "list", "show", "find", "all", "every", "get", "give"});

std::optional<Clause> say(const Said& said) {
  if (said.texts().size() != 1 || said.folders().size() > 1 || said.has(counts)) return std::nullopt;
  Span text = said.texts()[0];
  if (said.word(0) == "write" || said.word(0) == "create" || said.word(0) == "make") return std::nullopt;
  if (listed(todo, said.word(text.begin))) return std::nullopt;
  bool led = said.is_led_by(text, leads) || (said.has({"entries", "entry"}) && said.is_led_by(text, each_entry));
  if (!said.is_quoted(text) && !led) return std::nullopt;
  bool placed = !said.files().empty() || !said.folders().empty();
  bool files = said.has(all_files);
  bool searches = said.is_led_by(text, searched_for) && text.begin > 0 && said.has(looking);
  bool certain = said.is_quoted(text) || said.has(about_a_text) || searches || (placed && !files);
  if (!certain) return std::nullopt;
  bool asks_for_files = files && said.find(which, 0, said.size()) + 1 <= said.find(all_files, 0, said.size());
  if (said.has({"folder", "directory"}) && said.folders().empty()) return std::nullopt;
  if (files && said.is_quoted(text) && !said.has(about_a_text)) return std::nullopt;
  Wording wording(said.clause());
  wording.say(asks_for_files && said.has(about_a_text) ? "which files mention" : "search for")
      .quote(text)
      .place(said, "in");
  return wording.clause();
}

}  // namespace

const Frame search_frame{"search", keys, words, say};

}  // namespace hearth::llm::reflex
