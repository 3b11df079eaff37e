// "I would like a note called F that says: "…"", "a new file F with the text "…", please".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>({"create", "file", "make", "note", "save", "start", "write"});
constexpr auto words = std::to_array<std::string_view>(
    {"called",  "contain", "containing", "contains", "content",  "contents", "create",   "following", "give",
     "holding", "holds",   "inside",     "into",     "line",     "make",     "markdown", "me",        "memo",
     "must",    "name",    "named",      "new",      "note",     "put",      "read",     "reading",   "reads",
     "save",    "say",     "saying",     "says",     "sentence", "set",      "should",   "single",    "stands",
     "start",   "text",    "up",         "which",    "with",     "words",    "write"});
constexpr auto new_file = std::to_array<std::string_view>({"create", "make", "new", "save", "set", "start"});

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

const Frame write_frame{keys, words, say};

}  // namespace hearth::llm::reflex
