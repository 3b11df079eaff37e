// "Did I ever mention Varnholt?", "what did we say about the kiln?", "search my history for invoices".
#include <fmt/format.h>

#include "llm/reflex/history.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

const Pattern said(
    "\\b(?:did|have|had|has) (?:i|we|you) (?:ever |already |previously |last |once |recently |also |so far )*"
    "(?:mention(?:ed)?|say|said|ask(?:ed)?|talk(?:ed)?|discuss(?:ed)?|sp(?:eak|oken|oke)|write|written|chat(?:ted)?|"
    "tell|told|note|noted|bring up|brought up|work(?:ed)? on|do|done|agree|agreed|decide|decided) "
    "(?:you |me |something |anything |each other )?(?:about |regarding |concerning |with |on |of |for |up )?(.+?)(?: "
    "(?:before|earlier|already|in the past|in (?:any|a|an|our|my|earlier|previous|past) .*|last time|to you|with "
    "you|so far|previously))*$");
const Pattern what_said(
    "\\bwhat (?:i|we|you) (?:have |had )?(?:said|wrote|asked|discussed|talked|mentioned|told|say)(?: (?:you|me))? "
    "(?:about |regarding |on )?(.+?)(?: (?:before|earlier|previously|in the past))*$");
const Pattern in_history(
    "\\b(?:search|look|find|check|grep|scan|browse|go)\\b.*\\b(?:history|(?:past|earlier|previous|old|my|our|all) "
    "(?:conversations?|chats?|tasks?|messages?|sessions?))\\b(?: (?:for|about|mentioning|with|that "
    "mention|containing|of|on))? (?:anything about |everything about |the word |mentions of )?(.+)$");
const Pattern from_history(
    "\\b(?:search|look for|look|find|show|list|check|grep|get|is there)(?: me| for| up| anything about| everything "
    "about| the word| all| mentions of| where i mentioned)* (.+?) (?:in|from|across|within) "
    "(?:my|our|the|all|past|earlier|previous)(?: \\w+)? ?(?:history|conversations?|chats?|tasks|messages|sessions)$");
const Pattern about_history(
    "\\b(?:earlier|previous|past|old|which|what|any|my|our) "
    "(?:conversations?|chats?|tasks?|messages?|sessions?|discussions?)(?: "
    "(?:about|on|mention(?:ed|ing)?|with|contain(?:ed|ing)?|that mention(?:ed)?|concern(?:ed|ing)?|regarding|dealt "
    "with|were about|was about|talked about|involved))+ (.+)$");
const Pattern conversation_about(
    "\\bwhen did (?:i|we|you) (?:last )?(?:ask|talk|speak|mention|discuss|say|write)(?: you)?(?: about)? (.+)$");

std::string term_of(const Clause& clause) {
  for (const Pattern* pattern : {&in_history, &from_history, &conversation_about, &said, &what_said, &about_history}) {
    re2::StringPiece captured;
    if (!RE2::PartialMatch(clause.text, *pattern, &captured)) continue;
    // A quoted text is the term, whatever stands around it.
    std::vector<const Token*> quoted = clause.of_kind(Token::Kind::quoted);
    std::string term =
        quoted.empty() ? clause.original(std::string_view(captured.data(), captured.size())) : quoted.front()->text;
    RE2::Replace(&term, "(?i)^(?:the|a|an|my|our|anything about|something about|about|any|word|the word) "_re, "");
    if (!is_glue(fold(term)) && !term.empty()) return term;
  }
  return {};
}

Fragment tell(const std::string& term, const Reply& reply) {
  if (reply.is_error)
    return Fragment::failed(fmt::format("The history was not searched for \"{}\": {}", term, reply.text));
  json messages = list_of(reply, "messages"), tasks = list_of(reply, "tasks");
  if (messages.empty() && tasks.empty())
    return Fragment::not_found(fmt::format("Not found: \"{}\" is in no earlier message or task.", term));
  std::string text = fmt::format("\"{}\" in the history: {} message{}, {} task{}.", term, messages.size(),
                                 messages.size() == 1 ? "" : "s", tasks.size(), tasks.size() == 1 ? "" : "s");
  if (!messages.empty()) text += "\n\nMessages:" + message_lines(messages);
  if (!tasks.empty()) text += "\n\nTasks:" + task_lines(tasks);
  return Fragment::done(text);
}

}  // namespace

std::optional<Step> match_history_search(const Reading& reading) {
  const std::string& text = reading.clause.text;
  bool names_history = RE2::PartialMatch(text, "\\bhistory\\b|\\b(?:conversations?|chats?|messages|sessions?)\\b"_re) &&
                       reading.files.empty();
  bool told = RE2::PartialMatch(
      text,
      "\\b(?:i|we|you) (?:\\w+ ){0,2}(?:mention|say|said|ask|talk|discuss|speak|spoken|write|written|wrote|tell|told|chat|bring|brought|work|do|done)\\w*\\b|\\btasks? (?:\\w+ )*about\\b|\\b(?:past|earlier|previous) tasks\\b"_re);
  if (!names_history && !told) return std::nullopt;
  std::string term = term_of(reading.clause);
  if (term.empty()) return std::nullopt;
  return Step{Step::Order::free, [term](Desk& desk) -> std::optional<Fragment> {
                const Reply* reply = desk.ask("history_search", {{"query", term}});
                if (reply == nullptr) return std::nullopt;
                return tell(term, *reply);
              }};
}

}  // namespace hearth::llm::reflex
