// "What is written in F?", "F on the screen, please".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>({"cat", "content", "contents", "display", "dump", "hear", "print",
                                                       "read", "screen", "see", "show", "view", "written"});
constexpr auto words = std::to_array<std::string_view>(
    {"all",    "aloud", "bring", "does",  "everything", "exact",    "get",      "give",   "has", "have",
     "last",   "look",  "more",  "on",    "one",        "original", "out",      "output", "put", "screen",
     "stands", "tell",  "text",  "there", "time",       "up",       "verbatim", "wants",  "what"});

std::optional<Clause> say(const Said& said) {
  if (said.files().size() != 1 && !(said.files().empty() && said.refers_back())) return std::nullopt;
  if (!said.texts().empty() || !said.folders().empty()) return std::nullopt;
  Wording wording(said.clause());
  wording.say("read");
  if (said.files().empty())
    wording.say("it");
  else
    wording.take(said.files()[0]);
  return wording.clause();
}

}  // namespace

const Frame read_frame{keys, words, say};

}  // namespace hearth::llm::reflex
