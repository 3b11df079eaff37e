// "Print the [mail] section of F", "in F there is a part called Payment, I would like to read it".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys =
    std::to_array<std::string_view>({"chapter", "class", "function", "method", "paragraph", "part", "section"});
constexpr auto words = std::to_array<std::string_view>(
    {"about", "below", "body",   "called",  "content",  "contents", "display", "does",  "entitled", "get",  "give",
     "has",   "have",  "headed", "heading", "headline", "is",       "look",    "named", "on",       "open", "out",
     "print", "pull",  "quote",  "read",    "say",      "says",     "see",     "show",  "stands",   "tell", "text",
     "there", "this",  "title",  "titled",  "under",    "up",       "what",    "with",  "written"});

std::optional<Clause> say(const Said& said) {
  if (said.texts().size() != 1 || said.files().size() > 1 || !said.folders().empty()) return std::nullopt;
  bool named_first = said.has({"section"}) && said.find(std::array<std::string_view, 1>{"section"}, 0, 2) < 2;
  if (said.files().empty() && !said.refers_back() && !named_first && !said.is_quoted(said.texts()[0]))
    return std::nullopt;
  Wording wording(said.clause());
  return wording.say("read the section").quote(said.texts()[0]).place(said, "of").clause();
}

}  // namespace

const Frame section_frame{keys, words, say};

}  // namespace hearth::llm::reflex
