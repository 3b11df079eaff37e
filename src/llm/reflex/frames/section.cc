// "Print the [mail] section of F", "in F there is a part called Payment, I would like to read it".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys =
    std::to_array<std::string_view>({"chapter", "class", "function", "method", "paragraph", "part", "section"});
constexpr auto words = std::to_array<std::string_view>(
    {"about", "body",    "called",   "content", "contents", "display", "does",  "entitled", "get",   "give", "has",
     "have",  "headed",  "heading",  "look",    "named",    "open",    "out",   "print",    "quote", "read", "say",
     "says",  "see",     "show",     "stands",  "tell",     "text",    "there", "title",    "under", "up",   "what",
     "with",  "written", "headline", "pull",    "below",    "is",      "this",  "on",       "titled"});

std::optional<Clause> say(const Said& said) {
  if (said.texts().size() != 1 || said.files().size() > 1 || !said.folders().empty()) return std::nullopt;
  if (said.files().empty() && !said.refers_back() && !said.is_quoted(said.texts()[0])) return std::nullopt;
  Wording wording(said.clause());
  return wording.say("read the section").quote(said.texts()[0]).place(said, "of").clause();
}

}  // namespace

const Frame section_frame{"section", keys, words, say};

}  // namespace hearth::llm::reflex
