// "F and G: where do they differ?", "put F next to G and list the differences".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>({"beside", "compare", "compared", "comparing", "comparison",
                                                       "diff", "differ", "difference", "differences", "different",
                                                       "does not", "identical", "lacks", "next", "versus", "vs"});
constexpr auto words = std::to_array<std::string_view>(
    {"against", "all",   "another", "any",      "between",  "both",    "changes", "check", "contents",
     "display", "do",    "does",    "does not", "each",     "exactly", "exist",   "find",  "from",
     "get",     "give",  "has",     "have",     "know",     "lacks",   "line",    "lines", "list",
     "look",    "make",  "me",      "next",     "of",       "one",     "other",   "out",   "point",
     "put",     "run",   "same",    "say",      "see",      "show",    "side",    "spot",  "tell",
     "there",   "these", "they",    "two",      "versions", "where",   "whether", "which", "with"});

std::optional<Clause> say(const Said& said) {
  bool both_known = said.files().empty() && said.has({"both", "them", "they", "these", "those", "two"});
  if (both_known && said.texts().empty() && said.folders().empty())
    return Wording(said.clause()).say("compare them").clause();
  if (said.files().size() != 2 || !said.texts().empty() || !said.folders().empty()) return std::nullopt;
  // "Put F next to G", but not "show F and next G".
  bool beside = said.has({"next", "beside"});
  if (beside && !said.has({"put", "lay", "place"})) return std::nullopt;
  Wording wording(said.clause());
  wording.say("compare").take(said.files()[0]).say("with").take(said.files()[1]);
  return wording.clause();
}

}  // namespace

const Frame compare_frame{keys, words, say};

}  // namespace hearth::llm::reflex
