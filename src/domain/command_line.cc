#include "domain/command_line.h"

#include <algorithm>
#include <utility>

namespace hearth {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view special_anywhere = "\n\r\\$`";
constexpr std::string_view special_unquoted = ";&|<>(){}[]*?!#~";

// Takes what is quoted off the front of `rest`; nothing if the quote does not end or holds something to expand.
std::optional<std::string_view> take_quoted(std::string_view& rest) {
  char quote = rest.front();
  std::size_t end = rest.find(quote, 1);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view inside = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  return inside;
}

bool sets_a_variable(std::string_view word) {
  return word.find('=') != std::string_view::npos;
}

}  // namespace

std::optional<std::vector<std::string>> plain_command(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  for (std::string_view rest = line; !rest.empty();) {
    char c = rest.front();
    if (special_anywhere.find(c) != std::string_view::npos || c == '\0') return std::nullopt;
    if (blanks.find(c) != std::string_view::npos) {
      in_word = false;
      rest.remove_prefix(1);
      continue;
    }
    if (!std::exchange(in_word, true)) words.emplace_back();
    if (c == '"' || c == '\'') {
      std::optional<std::string_view> inside = take_quoted(rest);
      if (!inside || inside->find_first_of(special_anywhere) != std::string_view::npos) return std::nullopt;
      words.back() += *inside;
      continue;
    }
    if (special_unquoted.find(c) != std::string_view::npos) return std::nullopt;
    words.back() += c;
    rest.remove_prefix(1);
  }
  if (words.empty() || sets_a_variable(words.front())) return std::nullopt;
  return words;
}

bool command_matches(std::string_view pattern, std::string_view line) {
  if (pattern.starts_with('=')) return pattern.substr(1) == line;
  if (pattern == "**" || pattern == line) return true;
  std::optional<std::vector<std::string>> words = plain_command(line);
  if (!words) return false;
  bool open = pattern == "*" || pattern.ends_with(" *");
  if (open) pattern.remove_suffix(1);
  std::optional<std::vector<std::string>> wanted = plain_command(pattern);
  if (!wanted) return pattern.empty() && open;
  if (open ? words->size() < wanted->size() : words->size() != wanted->size()) return false;
  return std::equal(wanted->begin(), wanted->end(), words->begin());
}

}  // namespace hearth
