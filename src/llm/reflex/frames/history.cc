// "Which of my requests changed F so far", "F, what happened to it?".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"changes", "done", "happened", "history", "log", "past", "previously", "requests", "tasks"});
constexpr auto words = std::to_array<std::string_view>(
    {"about",  "actions", "all",     "already",  "any",       "anything", "ask",    "asked",      "before",
     "change", "changed", "changes", "did",      "do",        "earlier",  "ever",   "everything", "far",
     "give",   "happen",  "has",     "have",     "involving", "last",     "lately", "list",       "made",
     "me",     "our",     "read",    "recently", "record",    "remember", "see",    "session",    "sessions",
     "show",   "so",      "tell",    "things",   "time",      "touched",  "until",  "up",         "use",
     "used",   "was",     "were",    "which",    "with",      "work",     "worked", "wrote",      "you"});
constexpr auto asked =
    std::to_array<std::string_view>({"actions", "anything", "everything", "history", "log", "requests", "tasks", "what",
                                     "what is", "what was", "when", "which"});

std::optional<Clause> say(const Said& said) {
  if (said.files().size() > 1 || (said.files().empty() && !said.refers_back()) || !said.texts().empty() ||
      !said.folders().empty() || !said.has(asked))
    return std::nullopt;
  if (said.has({"changes"}) && !said.has({"made", "were", "history"})) return std::nullopt;
  Wording wording(said.clause());
  return wording.say("what have i done").place(said, "with").say("before").clause();
}

}  // namespace

const Frame history_frame{keys, words, say};

}  // namespace hearth::llm::reflex
