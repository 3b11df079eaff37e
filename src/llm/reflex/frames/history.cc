// "Which of my requests changed F so far", "F, what happened to it?".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"changes", "done", "happened", "history", "log", "past", "previously", "requests", "tasks"});
constexpr auto words = std::to_array<std::string_view>(
    {"about",    "all",        "already", "before",    "change",   "changed", "changes", "did",  "do",     "earlier",
     "ever",     "everything", "far",     "give",      "happen",   "has",     "have",    "list", "me",     "our",
     "recently", "remember",   "see",     "session",   "sessions", "show",    "so",      "tell", "things", "until",
     "up",       "was",        "were",    "which",     "with",     "worked",  "wrote",   "you",  "asked",  "ask",
     "touched",  "read",       "lately",  "involving", "far",      "work",    "use",     "used", "last",   "time",
     "any",      "anything",   "record",  "actions",   "made"});
constexpr auto asked = std::to_array<std::string_view>({"history", "log", "requests", "tasks", "what is", "what was",
                                                        "what", "which", "when", "everything", "anything", "actions"});

std::optional<Clause> say(const Said& said) {
  if (said.files().size() > 1 || (said.files().empty() && !said.refers_back()) || !said.texts().empty() ||
      !said.folders().empty() || !said.has(asked))
    return std::nullopt;
  if (said.has({"changes"}) && !said.has({"made", "were", "history"})) return std::nullopt;
  Wording wording(said.clause());
  return wording.say("what have i done").place(said, "with").say("before").clause();
}

}  // namespace

const Frame history_frame{"history", keys, words, say};

}  // namespace hearth::llm::reflex
