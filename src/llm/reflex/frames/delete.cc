// "F is not needed any longer, so it can be erased", "get rid of F and G".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys =
    std::to_array<std::string_view>({"bin", "delete", "deleted", "discard", "erase", "erased", "remove", "removed",
                                     "rid", "throw", "thrown", "trash", "trashed"});
constexpr auto words = std::to_array<std::string_view>({"any", "anymore", "away", "be", "can", "completely", "disk",
                                                        "get", "longer", "must", "needed", "obsolete", "old", "out",
                                                        "outdated", "permanently", "should", "useless"});

std::optional<Clause> say(const Said& said) {
  if (said.files().empty() && !said.refers_back()) return std::nullopt;
  if (!said.folders().empty() || !said.texts().empty() || said.asks()) return std::nullopt;
  Wording wording(said.clause());
  wording.say("delete");
  for (std::size_t i = 0; i < said.files().size(); ++i) wording.say(i == 0 ? "" : "and").take(said.files()[i]);
  if (said.files().empty()) wording.say("it");
  return wording.clause();
}

}  // namespace

const Frame delete_frame{keys, words, say};

}  // namespace hearth::llm::reflex
