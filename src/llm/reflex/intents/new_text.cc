#include "llm/reflex/intents/new_text.h"

#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

const Pattern new_text(
    "^(?:write|create|make|generate|draft|give|prepare|produce|come up with|develop|build|craft|list|name)(?: me| "
    "us)?(?: for (?:me|us|it|this|him|her))?(?: "
    "(?:a|an|some|another|new|one|two|three|four|five|six|seven|eight|nine|ten|\\d+)(?: \\w+){0,3}?)?"
    " (?:poems?|haiku|limerick|song|lyrics|jokes?|story|stories|tale|essay|article|blog(?: "
    "post)?|speech|letter|reply|answer|response|invitation|advert|advertisement|slogans?|tweet|post|function|program|"
    "script|class|app|website|code|(?:unit )?tests?|docstrings?|documentation|"
    "regex|query|plan|recipe|ideas?|names|suggestions?|recommendations?|synonyms|presentation|slides|proposal|contract|"
    "cv|resume|cover letter|translation|review|image|picture|logo|drawing|chart|diagram|plot|game|"
    "email (?:to|for|asking|that|saying|about))\\b");
const Pattern message(
    "^(?:send|post|forward|email|mail|text|phone|fax)\\b.*(?:\\b(?:emails?|mails?|messages?|sms|letter|fax|tweet|"
    "reminder)\\b|@)");

}  // namespace

bool asks_for_new_text(const std::string& clause_text) {
  return RE2::PartialMatch(clause_text, new_text);
}

bool asks_to_send(const std::string& clause_text) {
  return RE2::PartialMatch(clause_text, message);
}

}  // namespace hearth::llm::reflex
