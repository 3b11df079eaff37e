#include "llm/reflex/compose.h"

#include <fmt/format.h>

namespace hearth::llm::reflex {

namespace {

constexpr std::string_view model_would_help =
    "What would help: a local model (`hearth settings set local.base_url http://127.0.0.1:11434/v1`, for example with "
    "Ollama or llama-server running there), or later a key of a provider.";
constexpr std::string_view words_would_help =
    "What would help: say it more exactly, for example \"summarise notes/todo.txt\" or \"find invoices in reports\"; "
    "\"what can you do?\" lists what works.";

std::string declined(const std::vector<Fragment>& fragments) {
  std::string text(decline_opening);
  bool beyond = false;
  for (const Fragment& fragment : fragments) {
    beyond = beyond || fragment.outcome == Fragment::Outcome::beyond;
    text += fragments.size() == 1 ? " " : "\n- ";
    text += fragment.text;
  }
  return text + "\n\n" + std::string(beyond ? model_would_help : words_would_help);
}

}  // namespace

std::string compose(const std::vector<Fragment>& fragments) {
  std::string answer;
  std::vector<Fragment> not_done;
  for (const Fragment& fragment : fragments) {
    if (fragment.outcome == Fragment::Outcome::beyond || fragment.outcome == Fragment::Outcome::unclear) {
      not_done.push_back(fragment);
      continue;
    }
    if (!answer.empty()) answer += "\n\n";
    answer += fragment.text;
  }
  if (not_done.empty()) return answer;
  return answer.empty() ? declined(not_done) : answer + "\n\n" + declined(not_done);
}

}  // namespace hearth::llm::reflex
