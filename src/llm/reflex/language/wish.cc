#include "llm/reflex/language/wish.h"

#include <cstddef>
#include <utility>

#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

const Pattern courtesy(
    "^(?:(?:(?:hi|hey|hello) there|hey|hi|hello|dear|ok|okay|so|well|now|please|pls|kindly|hearth|thanks|thank "
    "you|also|and|then|next|finally|"
    "first|firstly|second|secondly|third|lastly|afterwards|after that|in "
    "addition|additionally|just|quickly|maybe|perhaps|"
    "good morning|good evening|(?:hi|hey|hello) there|"
    "(?:could|can|would|will) you(?: mind)?(?: please)?(?: be so kind as to)?|be so (?:nice|kind)|"
    "i (?:would|want|need|wish)(?: like)?(?: you)?(?: please)? to|i would love(?: you)? to|"
    "i(?: also)? (?:would like|want|need)(?: you)? to|let us|help me(?: to)?|go ahead and|be so kind as to|"
    "do me a favour and|do me a favor and|it would be (?:nice|great|good) if you (?:could|would)|"
    "i (?:was wondering|wonder) if you could|are you able to|is it possible to|your task is to|for me|,|:)(?: |$))+");

// "…, please", "… afterwards": said to whoever does it. After "for" or "word" they are what is looked for.
Clause without_closing(Clause clause) {
  auto is_closing = [](const Token& token) {
    return is_word(token, "please") || is_word(token, "afterwards") || is_word(token, "afterward") ||
           is_word(token, "thanks") || is_word(token, "okay") || is_word(token, "ok");
  };
  Tokens tokens = clause.tokens;
  while (tokens.size() > 2 && is_closing(tokens.back()) &&
         !RE2::FullMatch(tokens[tokens.size() - 2].canonical,
                         "for|of|with|to|by|word|phrase|text|term|say|says|saying|mention|contain|containing|:"_re)) {
    tokens.pop_back();
    while (tokens.size() > 1 && tokens.back().kind == Token::Kind::comma) tokens.pop_back();
  }
  return clause_of(clause.task, std::move(tokens));
}

// "…, because I have to send it": why it is wanted, not what.
// "…, would you?"
const Pattern tag(
    "^(.+?)(?: after (?:that|this)| ?, (?:(?:would|will|could|can) you(?: please)?|if (?:possible|you can|you "
    "could|you please|you would|you "
    "do not mind)|thank you(?: .*)?))$");

const Pattern reason(
    "^(.*<[fdq]>.*?)(?: ,)? (?:because|(?:so that|so|as|since) (?:i|we|it|they|my|our|he|she)|, as "
    "(?:the|a|an|mr|ms|mrs)|"
    "(?:in order )?to (?:see|check|know|learn|find out|be sure|make sure|show|send|prove)|(?:i|we) (?:need|want|have) "
    "(?:it|that|this|them) (?:for|to)|for (?:my|our|a|the) "
    "(?:boss|meeting|colleague|customer|client|records|report|presentation|"
    "accountant|lawyer|tax))\\b[^<]*$");

Clause without_reason(Clause clause) {
  re2::StringPiece wish;
  if (!RE2::FullMatch(clause.text, tag, &wish) && !RE2::FullMatch(clause.text, reason, &wish)) return clause;
  // "I want to know …" is the wish itself.
  if (RE2::PartialMatch(wish, "\\b(?:want|need|like|love|have|going|able|try|trying|wish|i|we)$"_re)) return clause;
  std::size_t kept = 0;
  while (kept < clause.at.size() && clause.at[kept] < wish.size()) ++kept;
  clause.tokens.resize(kept);
  return clause_of(clause.task, std::move(clause.tokens));
}

// "The auditor asks which …", "I am writing a letter and need …": who wants it and what for.
const Pattern preamble(
    "^(?:(?:i|we|he|she|they|it|you|somebody|someone|everybody|people|my|our|the|one|mr|ms|mrs|[a-z]+ "
    "(?:wants|would|needs|likes|asked|asks))\\b[^<]*? )?"
    "(?:asks?|asked|asking|know|knowing|curious|wonder|wonders|wondering|remember|idea|tell|see|told|find "
    "out|check|interested|remind)"
    "(?: (?:me|us|him|her|about|for [^<]{1,24}?|in|please))* ((?:how|which|what|where|who|when|whether)\\b.+)$");
const Pattern means_behind("^[^<]*\\b(?:which|that|this) means(?: that)? (.+)$");
const Pattern need_behind(
    "^(?:i|we|he|she|they|my|our|the)\\b[^<]*? (?:and|so) (?:i |we |he |she "
    ")?(?:(?:would|will|do|just|only|really|now|also) )*"
    "(?:needs?|wants?|require|like|must have|have to have) ((?:the|all|every|a|an|any|both|its|each)\\b.+)$");

// "As the accountant I have to check the sums of money in a.md": a thing of a file is what is wanted.
const Pattern thing_behind(
    "^(?:as|because|i|we|my|our|the|he|she)\\b[^<]*? ((?:the|all|every|any) (?:sums of "
    "money|amounts|dates|deadlines|emails?|email addresses|"
    "phone numbers?|urls|links|prices|headings|differences)\\b.*<f>.*)$");

Clause without_preamble(Clause clause) {
  re2::StringPiece wish;
  bool asks = RE2::FullMatch(clause.text, preamble, &wish) || RE2::FullMatch(clause.text, means_behind, &wish);
  if (!asks && !RE2::FullMatch(clause.text, need_behind, &wish) && !RE2::FullMatch(clause.text, thing_behind, &wish))
    return clause;
  std::size_t begin = 0;
  while (begin < clause.at.size() && clause.at[begin] < static_cast<std::size_t>(wish.data() - clause.text.data()))
    ++begin;
  clause.tokens.erase(clause.tokens.begin(), clause.tokens.begin() + static_cast<std::ptrdiff_t>(begin));
  if (!asks && !clause.tokens.empty()) {
    std::size_t at = clause.tokens.front().begin;
    clause.tokens.insert(clause.tokens.begin(), {made_word("give", at), made_word("me", at)});
  }
  return clause_of(clause.task, std::move(clause.tokens));
}

}  // namespace

Clause without_courtesy(Clause clause) {
  // "First five lines of a.md" begins with no courtesy.
  if (RE2::PartialMatch(
          clause.text,
          "^(?:first|second|third|next) (?:\\d+|two|three|four|five|six|seven|eight|nine|ten|few|lines?|rows?)\\b"_re))
    return clause;
  re2::StringPiece rest(clause.text);
  if (!RE2::Consume(&rest, courtesy)) return clause;
  std::size_t cut = clause.text.size() - rest.size();
  std::size_t first = 0;
  while (first < clause.at.size() && clause.at[first] < cut) ++first;
  return clause_of(clause.task,
                   Tokens(clause.tokens.begin() + static_cast<std::ptrdiff_t>(first), clause.tokens.end()));
}

Clause only_the_wish(Clause clause) {
  return without_preamble(without_reason(without_closing(std::move(clause))));
}

}  // namespace hearth::llm::reflex
