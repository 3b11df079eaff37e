// "What is written in F?", "F on the screen, please".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"cat", "content", "contents", "display", "dump", "hear", "print", "read", "see", "show", "view", "written"});
constexpr auto words = std::to_array<std::string_view>(
    {"time",  "last", "one",  "more", "aloud", "all",    "does",     "everything", "exact",
     "give",  "get",  "have", "look", "out",   "screen", "stands",   "tell",       "text",
     "there", "up",   "what", "has",  "on",    "wants",  "verbatim", "output",     "original"});

std::optional<Clause> say(const Said& said) {
  if (said.files().size() != 1 || !said.texts().empty() || !said.folders().empty()) return std::nullopt;
  Wording wording(said.clause());
  wording.say("read").take(said.files()[0]);
  return wording.clause();
}

}  // namespace

const Frame read_frame{"read", keys, words, say};

}  // namespace hearth::llm::reflex
