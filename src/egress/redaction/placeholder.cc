#include "egress/redaction/placeholder.h"

#include <fmt/format.h>

#include <algorithm>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/rules.h"

namespace hearth::egress {

namespace {

constexpr std::size_t most_digits = 9;

bool is_label(std::string_view word) {
  return word == look_alike_label ||
         std::ranges::any_of(data_classes(), [&](const DataClassInfo& each) { return each.label == word; });
}

bool begins_label(std::string_view word) {
  return look_alike_label.starts_with(word) ||
         std::ranges::any_of(data_classes(), [&](const DataClassInfo& each) { return each.label.starts_with(word); });
}

// Whether some text after this one would make it a placeholder.
bool may_become_placeholder(std::string_view text) {
  constexpr std::string_view opening = "[[";
  if (text.size() <= opening.size()) return opening.starts_with(text);
  if (!text.starts_with(opening)) return false;
  std::string_view word = text.substr(opening.size());
  std::size_t line = word.find('_');
  if (line == std::string_view::npos) return begins_label(word);
  std::string_view number = word.substr(line + 1);
  std::size_t end = digits.run_end(number, 0, number.size());
  bool ends_open = end == number.size() || (end > 0 && number.substr(end) == "]");
  return is_label(word.substr(0, line)) && end <= most_digits && !number.starts_with('0') && ends_open;
}

}  // namespace

std::string placeholder(std::string_view label, std::size_t number) {
  return fmt::format("[[{}_{}]]", label, number);
}

std::size_t placeholder_length(std::string_view text, std::size_t at) {
  text = text.substr(at, longest_placeholder);
  std::size_t end = text.find("]]");
  if (end == std::string_view::npos) return 0;
  std::string_view front = text.substr(0, end + 1);
  bool has_number = front.size() >= 2 && is_digit(front[front.size() - 2]);
  return has_number && may_become_placeholder(front) ? end + 2 : 0;
}

std::size_t open_placeholder(std::string_view text) {
  std::size_t from = text.size() - std::min(text.size(), longest_placeholder);
  for (std::size_t at = from; at < text.size(); ++at) {
    if (may_become_placeholder(text.substr(at))) return at;
  }
  return text.size();
}

}  // namespace hearth::egress
