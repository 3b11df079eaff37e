// What needs a language model, recognised early, so that no other intent mistakes it for its own: translation, new
// text, code, opinions, reasons, arithmetic, the world outside the folder.
#include <fmt/format.h>

#include <string>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/intents/new_text.h"
#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

const Pattern always(
    "\\b(?:in|into|to) "
    "(?:german|french|spanish|italian|english|dutch|portuguese|polish|russian|chinese|japanese|korean|arabic|turkish|"
    "latin|swedish|danish|greek|czech|hindi|klingon|simple english|plain english)\\b|"
    "\\bas (?:a|an|if) (?:\\w+ "
    ")?(?:poem|haiku|song|rap|limerick|story|joke|tweet|pirate|rhyme|letter|email|dialogue|sonnet|press "
    "release|presentation|speech)\\b|"
    "\\bhttps?://\\S|\\b(?:in the style of|like a pirate|for a (?:five|5|ten|10|six|8)[- ]year[- ]old|in your own "
    "words|in my own "
    "words|in simple(?:r)? (?:words|terms)|in layman)\\b|"
    "\\b(?:what|how) do you (?:think|feel|like)\\b|\\byour "
    "(?:opinion|view|thoughts|favourite|favorite|advice|feelings?)\\b|\\bdo you "
    "(?:think|like|believe|agree|feel|love|recommend)\\b|"
    "\\b(?:should|shall) (?:i|we)\\b|\\bwould you (?:recommend|advise|suggest|rather)\\b|\\bwhat would "
    "(?:you|happen)\\b|\\bmeaning of life\\b|\\bweather\\b|\\bstock (?:price|market)\\b|\\bon the "
    "(?:web|internet)\\b|\\bgoogle\\b|"
    "\\b(?:pros and cons|better (?:than|choice|option|deal)|worth it|good idea|bad idea|makes? sense|fair price|legal "
    "advice|sentiment|tone of)\\b");
const Pattern opening(
    "^(?:translate|rewrite|rephrase|paraphrase|reword|proofread|improve|polish|brainstorm|suggest|recommend|advise|"
    "imagine|pretend|roleplay|refactor|implement|debug|fix|optimi[sz]e|"
    "explain|interpret|analy[sz]e|evaluate|assess|judge|critique|review|predict|forecast|estimate|guess|invent|design|"
    "plan|draw|paint|sing|play|compose|code|program|convert \\d|solve|prove|"
    "calculate|compute|what is \\d+|how much is \\d+|order|buy|book|send|call|remind|set an? "
    "(?:alarm|timer|reminder)|schedule|download|browse|visit|install|run|execute|open the "
    "(?:browser|website)|email|mail|"
    "why|teach|discuss|argue|convince|persuade|encourage|compliment|congratulate|simplify|elaborate|expand "
    "on|continue|complete|correct the (?:spelling|grammar)|check the (?:spelling|grammar)|"
    "tell (?:me )?(?:a|another|some) (?:\\w+ "
    ")?(?:joke|story|tale|riddle|secret|poem)|sort|group|classify|rank|if|suppose|assume|make <f>)\\b");
// Without a file to look into, these ask for knowledge of the world.
const Pattern of_the_world(
    "^(?:what (?:is|are) an? |what does (?:\\w+ ){1,4}mean|how (?:do|does|did|can|could|would|should|to) |what time is "
    "it|how are you|are you |is it |are there any good|what happens (?:if|when))");
const Pattern about_files("\\b(?:differ\\w*|files?|folder|document|mention\\w*|contain\\w*|say)\\b");
const Pattern asks_why("\\b(?:why|how come|what (?:is|was) the reason|for what reason)\\b");
const Pattern exempt(
    "^(?:find|search|grep|locate|count|rename|move|delete|replace|how (?:many|often)|where|which "
    "files?|list|compare|extract|append|add)\\b");
const Pattern adds_new_code(
    "^(?:add|insert|append|include|put) (?:(?:a|an|another|some|new|more|unit) )*(?:[\\w-]+ "
    ")?(?:functions?|methods?|class|classes|tests?|"
    "docstrings?|documentation|comments?|features?|paragraphs?|introduction|conclusion|error handling)\\b[^:]*<f>");
const Pattern arithmetic(
    "^(?:what is|what are|how much (?:is|are)|how many (?:is|are))? ?\\(?-?\\d[\\d.,]* "
    "?(?:[-+*/x^%]|plus|minus|times|divided by|multiplied by|percent of|to the power of)|\\b(?:square "
    "root|factorial|average|mean|median|total|sum|percentage|percent|product) of (?:\\d|all|the "
    "(?:prices|amounts|numbers|revenue|orders|quantit))|\\badd (?:up )?\\d+ (?:and|to|plus) \\d+|^add "
    "(?:up|together)\\b|\\bsum up "
    "(?:all )?(?:the "
    ")?(?:prices|amounts|numbers|revenue|orders|quantit\\w+|figures|values|costs|totals?|column)\\b|\\bin total "
    "(?:cost|spent|earn)|\\bper (?:year|month|week|day) (?:in total|altogether)");

std::string words_of_clause(const Clause& clause) {
  if (clause.tokens.empty()) return {};
  return std::string(
      clause.task.substr(clause.tokens.front().begin, clause.tokens.back().end - clause.tokens.front().begin));
}

}  // namespace

std::optional<Step> match_out_of_depth(const Reading& reading) {
  const std::string& text = reading.clause.text;
  bool new_code = RE2::PartialMatch(text, adds_new_code) && reading.clause.of_kind(Token::Kind::quoted).empty();
  if (RE2::PartialMatch(text, exempt) && !RE2::PartialMatch(text, arithmetic) && !new_code) return std::nullopt;
  bool beyond = new_code || RE2::PartialMatch(text, always) || RE2::PartialMatch(text, opening) ||
                asks_for_new_text(text) || asks_to_send(text) || RE2::PartialMatch(text, asks_why) ||
                RE2::PartialMatch(text, arithmetic) ||
                RE2::PartialMatch(text, "^(?:copy|duplicate|zip|compress|encrypt|upload|share|sync|commit|push)\\b"_re);
  bool without_file = reading.files.empty() && !reading.refers_back && !reading.folder;
  bool of_world = without_file && RE2::PartialMatch(text, of_the_world) && !RE2::PartialMatch(text, about_files);
  if (!beyond && !of_world) return std::nullopt;
  return Step{
      Step::Order::free, [part = words_of_clause(reading.clause)](Desk&) {
        return Fragment::beyond(fmt::format(
            "\"{}\" needs understanding, knowledge or new wording, and no language model is at work here.", part));
      }};
}

}  // namespace hearth::llm::reflex
