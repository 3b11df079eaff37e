// "What can you do?"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "^(?:help|help me|what (?:can|could|do|are) (?:you|i|hearth)(?: able to| all)?(?: do| ask| offer| understand| "
    "know| support| help)?(?: you| for me| with| me| to do| here| me with| ask you)*|"
    "who are you|what are you|how do (?:you|i) (?:work|use you|use this|use hearth)|what (?:is|are) (?:hearth|your "
    "(?:skills|capabilities|features|abilities|commands))|"
    "(?:show|list|tell)(?: me)? (?:what you can do|your (?:skills|capabilities|features|abilities|commands)|the "
    "help|help)|what (?:tasks|commands|things|kinds? of tasks?) (?:can|do) you "
    "(?:do|understand|know|handle|support)|what works)$");

constexpr std::string_view answer =
    "The built-in tier works without a language model. It can:\n"
    "- summarise a file in its own sentences: \"summarise README.md in three sentences\"\n"
    "- outline it: \"list the headings of README.md\"\n"
    "- read it: \"show lines 3 to 9 of notes/todo.txt\"\n"
    "- find files and text: \"find all markdown files\", \"search for invoice in letters\"\n"
    "- count: \"how many words does README.md have?\"\n"
    "- extract e-mail addresses, dates, URLs, amounts, phone numbers, key-values and tables as JSON\n"
    "- compare two files: \"compare a.md with b.md\"\n"
    "- answer from files, with the line: \"what is the rent in lease.md?\"\n"
    "- rename, move and delete files, write and extend notes, replace text\n"
    "- run a command in the workspace, boxed, once you allow it: \"run: make test\"\n"
    "- look into the history: \"what have I done with README.md before?\", \"what did I do yesterday?\"\n"
    "\n"
    "What it cannot do, it says. For open questions, translations and new text it needs a local model "
    "(`hearth settings set local.base_url …`), or later a key of a provider.";

}  // namespace

std::optional<Step> match_help(const Reading& reading) {
  if (!RE2::PartialMatch(reading.clause.text, wanted)) return std::nullopt;
  return Step{Step::Order::free, [](Desk&) { return Fragment::done(std::string(answer)); }};
}

}  // namespace hearth::llm::reflex
