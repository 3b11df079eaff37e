// "I would like F to be named G instead", "F belongs in archive", "into the archive folder F should go".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys =
    std::to_array<std::string_view>({"belong", "belongs", "call", "called", "move", "moved", "name", "named", "put",
                                     "relocate", "rename", "renamed", "retitle", "shift", "transfer"});
constexpr auto words = std::to_array<std::string_view>(
    {"be",     "better", "change", "changed",   "directory", "done",  "finished", "folder", "from",
     "future", "get",    "give",   "go",        "instead",   "into",  "must",     "new",    "out",
     "over",   "same",   "should", "subfolder", "this",      "title", "to",       "under"});
constexpr auto renames =
    std::to_array<std::string_view>({"call", "called", "name", "named", "rename", "renamed", "retitle"});
constexpr auto leading =
    std::to_array<std::string_view>({"as", "called", "in", "inside", "into", "name", "named", "to", "under"});
constexpr auto between = std::to_array<std::string_view>(
    {"a", "an", "be", "directory", "file", "folder", "my", "new", "our", "subfolder", "the", "title"});
constexpr auto named_folder = std::to_array<std::string_view>({"directory", "folder", "subfolder"});

constexpr auto leading_names = std::to_array<std::string_view>({"as", "called", "into", "name", "named", "to"});

bool is_led_to(const Said& said, Span place) {
  std::size_t at = place.begin;
  while (at > 0 && listed(between, said.word(at - 1))) --at;
  return at > 0 && listed(said.has(renames) ? WordList(leading_names) : WordList(leading), said.word(at - 1));
}

// A text without spaces may be the name of a folder or of a file.
bool is_name(const Said& said, Span text) {
  return text.end == text.begin + 1 && said.clause().tokens[text.begin].kind != Token::Kind::pattern &&
         said.clause().tokens[text.begin].text.find('\n') == std::string::npos;
}

std::optional<Span> goal_of(const Said& said) {
  std::optional<Span> goal;
  for (const std::vector<Span>* places : {&said.files(), &said.folders(), &said.texts()}) {
    for (Span place : *places) {
      if (!is_led_to(said, place)) continue;
      if (goal) return std::nullopt;
      goal = place;
    }
  }
  bool called = said.word(0) == "call" || said.word(0) == "name";
  if (!goal && called && said.files().size() == 2) return said.files()[1];
  return goal;
}

std::optional<Clause> say(const Said& said) {
  std::size_t places = said.files().size() + said.folders().size() + said.texts().size();
  std::optional<Span> goal = goal_of(said);
  if (!goal || said.asks() || places > 2 || said.has({"next", "beside"})) return std::nullopt;
  bool goal_is_file =
      !said.files().empty() && (said.files().front().begin == goal->begin || said.files().back().begin == goal->begin);
  std::size_t sources = said.files().size() - (goal_is_file ? 1 : 0);
  if (places == 2 ? sources != 1 : !said.refers_back()) return std::nullopt;
  if (!said.texts().empty() && !is_name(said, said.texts().front())) return std::nullopt;
  bool rename = said.has(renames);
  if (rename && !said.folders().empty()) return std::nullopt;
  Wording wording(said.clause());
  wording.say(rename ? "rename" : "move");
  if (sources == 1)
    wording.take(said.files().front().begin == goal->begin ? said.files().back() : said.files().front());
  else
    wording.say("it");
  wording.say("to").take(*goal);
  if (!said.texts().empty() && said.has(named_folder)) wording.say("folder");
  return wording.clause();
}

}  // namespace

const Frame move_frame{keys, words, say};

}  // namespace hearth::llm::reflex
