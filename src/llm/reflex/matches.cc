#include "llm/reflex/matches.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "base/utf8.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr std::size_t most_shown = 200;
constexpr std::size_t most_of_a_file = 10;
constexpr std::size_t longest_line = 400;

std::string one_line(const std::string& text) {
  std::string_view cut = utf8_prefix(trim(text), longest_line);
  return std::string(cut) + (cut.size() < trim(text).size() ? " …" : "");
}

}  // namespace

std::vector<Match> matches_of(const Reply& reply) {
  std::vector<Match> matches;
  std::set<std::pair<std::string, std::size_t>> seen;
  if (!reply.structured.is_object()) return matches;
  for (const json& match : reply.structured.value("matches", json::array())) {
    Match found{match.value("path", ""), match.value("line", std::size_t{0}), match.value("text", "")};
    if (seen.emplace(found.path, found.line).second) matches.push_back(std::move(found));
  }
  return matches;
}

std::string listed(const std::vector<Match>& matches, std::size_t total, std::string_view shown,
                   std::string_view where) {
  std::string text =
      fmt::format("Found {} line{} with {} in {}:", matches.size(), matches.size() == 1 ? "" : "s", shown, where);
  for (std::size_t i = 0; i < matches.size() && i < most_shown; ++i) {
    text += fmt::format("\n- {}:{}: {}", matches[i].path, matches[i].line, one_line(matches[i].text));
  }
  if (total > most_shown)
    text += fmt::format("\n(There are {} matches in all; the first {} are shown.)", total, most_shown);
  return text;
}

std::string files_with(const std::vector<Match>& matches, std::string_view shown, std::string_view where) {
  std::vector<std::vector<const Match*>> files;
  for (const Match& match : matches) {
    if (files.empty() || files.back().front()->path != match.path) files.emplace_back();
    files.back().push_back(&match);
  }
  std::string text =
      fmt::format("Found {} file{} with {} in {}:", files.size(), files.size() == 1 ? "" : "s", shown, where);
  for (const std::vector<const Match*>& lines : files) {
    text += fmt::format("\n- `{}`, {} line{}:", lines.front()->path, lines.size(), lines.size() == 1 ? "" : "s");
    for (std::size_t i = 0; i < lines.size() && i < most_of_a_file; ++i)
      text += fmt::format("\n  - {}:{}: {}", lines[i]->path, lines[i]->line, one_line(lines[i]->text));
    if (lines.size() > most_of_a_file) text += fmt::format("\n  - and {} more", lines.size() - most_of_a_file);
  }
  return text;
}

}  // namespace hearth::llm::reflex
