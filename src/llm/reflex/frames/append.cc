// "At the bottom of F, add "…"", "F needs another line: "…"". Where a file has a top or a middle is for write_note to
// say.
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto adds = std::to_array<std::string_view>({"add", "append", "attach", "extend", "stick", "tack"});
constexpr auto keys =
    std::to_array<std::string_view>({"add", "added", "append", "appended", "attach", "extend", "insert", "jot", "needs",
                                     "note", "put", "stick", "tack", "write"});
constexpr auto words = std::to_array<std::string_view>(
    {"additional", "another",    "at",        "be",     "below", "bottom",   "down",   "end",     "entry",
     "extra",      "final",      "following", "foot",   "item",  "lacks",    "last",   "line",    "list",
     "more",       "must",       "needs",     "new",    "one",   "onto",     "point",  "reading", "reads",
     "remark",     "reminder",   "say",       "saying", "says",  "sentence", "should", "text",    "this",
     "todo",       "underneath", "very",      "with",   "words"});
constexpr auto end_of_file =
    std::to_array<std::string_view>({"added", "appended", "bottom", "end", "foot", "underneath"});

std::optional<Clause> say(const Said& said) {
  bool one_text = said.texts().size() == 1 && said.is_quoted(said.texts()[0]);
  if (!one_text || said.files().size() > 1 || !said.folders().empty() || said.asks()) return std::nullopt;
  if (said.files().empty() && !said.refers_back()) return std::nullopt;
  bool as_last = said.has({"as"}) && said.has({"final", "last"});
  if (!said.has(adds) && !said.has(end_of_file) && !as_last) return std::nullopt;
  Wording wording(said.clause());
  wording.say("append").take(said.texts()[0]).place(said, "to");
  return wording.clause();
}

}  // namespace

const Frame append_frame{keys, words, say};

}  // namespace hearth::llm::reflex
