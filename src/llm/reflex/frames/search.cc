// "Check whether X occurs anywhere", "X: which lines of F have it?", "I am trying to find where X is used".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"appear", "appears",     "come",    "comes",    "contain", "containing", "contains",   "entries",
     "entry",  "expression",  "find",    "found",    "grep",    "hunt",       "line",       "lines",
     "locate", "look",        "looking", "matching", "mention", "mentioned",  "mentioning", "mentions",
     "occur",  "occurrences", "occurs",  "phrase",   "regex",   "regexp",     "said",       "says",
     "search", "searching",   "speak",   "speaking", "speaks",  "spot",       "talk",       "turn",
     "turns",  "used",        "where",   "word",     "written"});
constexpr auto words = std::to_array<std::string_view>(
    {"about",      "against",   "all",       "any",        "anybody",  "anyone",  "anything",  "anywhere",
     "apply",      "both",      "bring",     "check",      "code",     "did",     "directory", "display",
     "document",   "documents", "does",      "down",       "each",     "ever",    "every",     "everywhere",
     "exact",      "exactly",   "exists",    "expression", "fetch",    "files",   "folder",    "for",
     "found",      "get",       "gets",      "give",       "has",      "have",    "include",   "includes",
     "including",  "instance",  "instances", "know",       "line",     "lines",   "list",      "location",
     "locations",  "match",     "matches",   "matching",   "messages", "name",    "names",     "note",
     "number",     "numbers",   "often",     "on",         "out",      "part",    "parts",     "passage",
     "passages",   "paths",     "pattern",   "phrase",     "place",    "places",  "point",     "points",
     "position",   "positions", "print",     "project",    "pull",     "read",    "reads",     "reference",
     "references", "regex",     "regexp",    "regular",    "run",      "said",    "say",       "saying",
     "says",       "see",       "sentence",  "sentences",  "show",     "shown",   "shows",     "somebody",
     "someone",    "somewhere", "spots",     "stand",      "stands",   "string",  "talk",      "talks",
     "tell",       "term",      "text",      "there",      "they",     "through", "track",     "trying",
     "up",         "usage",     "use",       "uses",       "using",    "what",    "whether",   "which",
     "with",       "word",      "workspace", "write",      "written",  "wrote"});
constexpr auto about_a_text = std::to_array<std::string_view>(
    {"appear", "appears",  "come",    "comes",     "contain",    "containing", "contains", "expression",
     "found",  "matching", "mention", "mentioned", "mentioning", "mentions",   "occur",    "occurrences",
     "occurs", "phrase",   "regex",   "regexp",    "said",       "says",       "speak",    "speaking",
     "speaks", "stands",   "string",  "talk",      "talks",      "term",       "turn",     "turns",
     "up",     "word",     "write",   "written"});
constexpr auto leads = std::to_array<std::string_view>(
    {"about", "are",     "contain", "containing", "contains", "do",      "does",      "exact",      "expression",
     "find",  "for",     "grep",    "has",        "have",     "include", "includes",  "including",  "is",
     "it",    "locate",  "matches", "matching",   "me",       "mention", "mentioned", "mentioning", "mentions",
     "name",  "of",      "pattern", "phrase",     "please",   "regex",   "regexp",    "say",        "saying",
     "says",  "search",  "spot",    "string",     "term",     "text",    "to",        "was",        "were",
     "where", "whether", "with",    "word"});
constexpr auto counts = std::to_array<std::string_view>({"count", "many", "much", "often", "times"});
constexpr auto each_entry = std::to_array<std::string_view>({"all", "any", "each", "every"});
constexpr auto searched_for = std::to_array<std::string_view>({"for"});
constexpr auto looking = std::to_array<std::string_view>({"grep", "hunt", "look", "looking", "search", "searching"});
constexpr auto todo = std::to_array<std::string_view>({"fixme", "fixmes", "todo", "todos"});
constexpr auto all_files = std::to_array<std::string_view>({"documents", "files"});
constexpr auto which =
    std::to_array<std::string_view>({"all", "every", "find", "get", "give", "list", "show", "what", "which"});

std::optional<Clause> say(const Said& said) {
  if (said.texts().size() != 1 || said.folders().size() > 1 || said.has(counts)) return std::nullopt;
  Span text = said.texts()[0];
  bool of_history = said.word(0) == "did" && said.size() > 1 && (said.word(1) == "i" || said.word(1) == "we");
  if (of_history) return std::nullopt;
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
  wording.say(asks_for_files && said.has(about_a_text) ? "which files mention" : "search for");
  if (said.has({"expression", "regex", "regexp"})) wording.say("the regex");
  wording.quote(text).place(said, "in");
  return wording.clause();
}

}  // namespace

const Frame search_frame{keys, words, say};

}  // namespace hearth::llm::reflex
