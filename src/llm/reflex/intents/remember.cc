// "Remember that the kiln is serviced in March", "forget that the kiln is old". What follows is a sentence of the
// user's own, whole and untouched by the grammar.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "llm/reflex/history.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/remembered.h"

namespace hearth::llm::reflex {

namespace {

// Group 1 is the sentence.
const Pattern remember(
    "(?is)\\s*(?:please,? |hey,? |ok,? |can you |could you )*(?:remember|memori[sz]e|keep in mind|do not forget|don't "
    "forget)(?: for (?:later|next time|good))?(?::| that) *(\\S.+?)\\s*");
const Pattern forget(
    "(?is)\\s*(?:please,? |can you |could you )*forget(?: (?:what you (?:know|remember) about|everything about|about|"
    "that)|:) *(\\S.+?)[.!?]*\\s*");

const Pattern recall(
    "(?is)\\s*(?:(?:please |can you |could you )*tell me )?(?:what|everything|anything|all)(?: "
    "(?:do|that|what|which))* "
    "you (?:know|remember|recall) (?:of|about) (\\S.+?)[.!?\\s]*");

Fragment kept(const Reply& reply) {
  if (reply.is_error) return Fragment::failed(fmt::format("It was not kept: {}", reply.text));
  bool holds = reply.structured.value("state", std::string()) == "confirmed";
  return Fragment::done(fmt::format("{} as observation {}: {}", holds ? "Kept" : "Suggested, for you to confirm,",
                                    reply.structured.value("id", std::int64_t{0}),
                                    reply.structured.value("text", std::string())));
}

bool holds_every_word(const json& hit, const std::vector<std::string_view>& words) {
  std::string text = fold(hit.value("text", std::string()));
  for (std::string_view word : words) {
    if (!is_glue(word) && text.find(word) == std::string::npos) return false;
  }
  return true;
}

// The observations that say what is to be forgotten.
std::vector<json> meant(const Reply& found, const std::string& about) {
  std::vector<json> hits;
  std::string folded = fold(about);
  std::vector<std::string_view> words = words_of(folded);
  for (json& hit : list_of(found, "results")) {
    if (holds_every_word(hit, words)) hits.push_back(std::move(hit));
  }
  return hits;
}

Fragment which_one(const std::vector<json>& hits) {
  std::string text = "That could be several; name one by its number, as in `hearth memory forget NUMBER`:\n";
  for (const json& hit : hits) {
    text += fmt::format("\n- {}: {}", hit.value("id", std::int64_t{0}), hit.value("text", std::string()));
  }
  return Fragment::unclear(text);
}

std::optional<Fragment> forget_about(Desk& desk, const std::string& about) {
  const Reply* found = desk.ask("memory_search", {{"query", about}, {"kind", "observation"}, {"limit", 10}});
  if (found == nullptr) return std::nullopt;
  if (found->is_error) return Fragment::failed(fmt::format("Memory was not searched: {}", found->text));
  std::vector<json> hits = meant(*found, about);
  if (hits.empty()) return Fragment::not_found(fmt::format("Not found: nothing is known of \"{}\" here.", about));
  if (hits.size() > 1) return which_one(hits);
  auto text = hits[0].value("text", std::string());
  const Reply* gone = desk.ask("memory_forget", {{"id", hits[0].value("id", std::int64_t{0})}});
  if (gone == nullptr) return std::nullopt;
  if (gone->is_error) return Fragment::failed(fmt::format("It was not forgotten: {}", gone->text));
  return Fragment::done(fmt::format("Forgotten for good: {}", text));
}

std::optional<Fragment> recall_all(Desk& desk, const std::string& about) {
  std::optional<std::vector<std::string>> lines = all_remembered(desk, about);
  if (!lines) return std::nullopt;
  if (lines->empty()) return Fragment::not_found(fmt::format("Not found: nothing is known of \"{}\" here.", about));
  return Fragment::done(fmt::format("- {}", fmt::join(*lines, "\n- ")));
}

}  // namespace

std::optional<Step> match_remember(std::string_view task) {
  re2::StringPiece sentence;
  re2::StringPiece whole(task.data(), task.size());
  if (RE2::FullMatch(whole, remember, &sentence)) {
    return Step{Step::Order::in_turn, [text = sentence.as_string()](Desk& desk) -> std::optional<Fragment> {
                  const Reply* reply = desk.ask("memory_save", {{"text", text}});
                  if (reply == nullptr) return std::nullopt;
                  return kept(*reply);
                }};
  }
  if (RE2::FullMatch(whole, recall, &sentence)) {
    return Step{Step::Order::in_turn, [about = sentence.as_string()](Desk& desk) { return recall_all(desk, about); }};
  }
  if (RE2::FullMatch(whole, forget, &sentence)) {
    return Step{Step::Order::in_turn, [about = sentence.as_string()](Desk& desk) { return forget_about(desk, about); }};
  }
  return std::nullopt;
}

}  // namespace hearth::llm::reflex
