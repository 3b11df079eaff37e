// "I would like a note called F that says: "…"", "a new file F with the text "…", please".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>({"create", "make", "note", "save", "start", "write", "file"});
constexpr auto words = std::to_array<std::string_view>(
    {"called",  "contain",  "containing", "contains", "content", "contents", "create", "following", "give",
     "holding", "inside",   "line",       "make",     "me",      "named",    "new",    "note",      "read",
     "reading", "reads",    "save",       "say",      "saying",  "says",     "should", "single",    "stands",
     "start",   "text",     "which",      "with",     "words",   "write",    "memo",   "markdown",  "into",
     "put",     "sentence", "holds",      "name",     "must",    "up",       "set"});
constexpr auto new_file = std::to_array<std::string_view>({"create", "make", "new", "start", "save", "set"});

std::optional<Clause> say(const Said& said) {
  bool one_text = said.texts().size() == 1 && said.is_quoted(said.texts()[0]);
  if (!one_text || said.files().size() != 1 || !said.folders().empty() || said.asks()) return std::nullopt;
  bool says = said.has({"contains", "holds", "reads", "says", "with"}) && said.has({"like", "want", "need", "give"});
  bool names_note = said.has({"called", "named"}) && (said.has({"memo", "note"}) || (said.has({"file"}) && says));
  if (!said.has(new_file) && !names_note) return std::nullopt;
  Wording wording(said.clause());
  return wording.say("create").take(said.files()[0]).say("with the text").take(said.texts()[0]).clause();
}

}  // namespace

const Frame write_frame{"write", keys, words, say};

}  // namespace hearth::llm::reflex
