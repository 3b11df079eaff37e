#include "llm/reflex/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr std::size_t most_candidates_listed = 12;

std::string_view file_name(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view without_extension(std::string_view name) {
  std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

std::vector<std::string> paths_of(const Reply& reply) {
  std::vector<std::string> paths;
  if (reply.is_error || !reply.structured.is_object() || !reply.structured.contains("paths")) return paths;
  for (const json& path : reply.structured["paths"]) {
    if (path.is_string()) paths.push_back(path.get<std::string>());
  }
  return paths;
}

Resolved several(std::string_view wanted, std::vector<std::string> candidates) {
  std::size_t count = candidates.size();
  if (count > most_candidates_listed) candidates.resize(most_candidates_listed);
  std::string text = fmt::format("\"{}\" could be any of {} files:\n", wanted, count);
  for (const std::string& path : candidates) text += fmt::format("- `{}`\n", path);
  return {{}, Fragment::unclear(text + "Which one do you mean? Name it with its folder.")};
}

Resolved none(std::string_view wanted) {
  return {{}, Fragment::not_found(fmt::format("Not found: there is no file `{}` in this folder.", wanted))};
}

std::string plain_path(std::string_view text) {
  while (text.starts_with("./")) text.remove_prefix(2);
  return std::string(text);
}

std::optional<Resolved> resolve_name(Desk& desk, std::string_view text, Strictness strictness) {
  std::string wanted = plain_path(text);
  // What lies outside or is hidden is not found by a search; the tool itself says what is wrong with it.
  if (wanted.starts_with('/') || wanted.starts_with("..") || wanted.starts_with('.') ||
      wanted.find("/.") != std::string::npos) {
    return Resolved{wanted, std::nullopt};
  }
  std::string name(file_name(wanted));
  const Reply* reply = desk.ask("fs_find", {{"glob", glob_literal(name)}, {"ignore_case", true}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Resolved{wanted, std::nullopt};
  std::vector<std::string> found = paths_of(*reply);
  if (std::find(found.begin(), found.end(), wanted) != found.end()) return Resolved{wanted, std::nullopt};
  std::string folded = fold(wanted);
  std::vector<std::string> same_end;
  for (const std::string& path : found) {
    std::string candidate = fold(path);
    if (candidate == folded) return Resolved{path, std::nullopt};
    if (candidate.ends_with("/" + folded)) same_end.push_back(path);
  }
  bool bare = wanted.find('/') == std::string::npos;
  if (same_end.size() == 1 && (bare || strictness == Strictness::helpful)) return Resolved{same_end[0], std::nullopt};
  if (same_end.size() > 1) return several(wanted, same_end);
  if (strictness == Strictness::exact) return none(wanted);
  if (found.size() == 1) return Resolved{found[0], std::nullopt};
  if (found.size() > 1) return several(wanted, found);
  const Reply* wider =
      desk.ask("fs_find", {{"glob", "*" + glob_literal(without_extension(name)) + "*"}, {"ignore_case", true}});
  if (wider == nullptr) return std::nullopt;
  std::vector<std::string> similar = paths_of(*wider);
  bool has_extension = name.find('.') != std::string::npos;
  std::vector<std::string> fitting;
  for (const std::string& path : similar) {
    std::string candidate = fold(file_name(path));
    if (!has_extension ? fold(without_extension(candidate)) == fold(name) : candidate.ends_with(fold(name)))
      fitting.push_back(path);
  }
  if (fitting.size() == 1) return Resolved{fitting[0], std::nullopt};
  if (fitting.size() > 1) return several(wanted, fitting);
  Resolved missing = none(wanted);
  if (!similar.empty()) missing.problem->text += fmt::format(" Names like it: {}.", name_list(similar));
  return missing;
}

std::set<std::string> stems_in_path(std::string_view path) {
  std::string spaced = fold(path);
  for (char& c : spaced) {
    if (c == '/' || c == '.' || c == '-' || c == '_') c = ' ';
  }
  std::set<std::string> stems;
  for (std::string_view word : words_of(spaced)) stems.insert(stem(word));
  return stems;
}

// Whole words of the path count, and a name that holds nothing but the wanted words wins: "lease" is lease.md, not
// press-release.md.
int fit(std::string_view path, const std::vector<std::string>& wanted) {
  std::set<std::string> all = stems_in_path(path);
  int points = 0;
  std::set<std::string> rest = stems_in_path(without_extension(file_name(path)));
  for (const std::string& word : wanted) {
    bool in_name = rest.erase(word) > 0;
    if (in_name || all.contains(word)) points += 10;
    if (in_name) points += 2;
  }
  return points == 0 ? 0 : points + (rest.empty() ? 1 : 0);
}

// The paths that fit the words best; nothing while the search is under way.
std::optional<std::vector<std::string>> described(Desk& desk, const std::string& text) {
  std::vector<std::string> wanted;
  std::string folded = fold(text);
  std::set<std::string> paths;
  bool waiting = false;
  for (char& c : folded) {
    if (c == '-' || c == '_' || c == '.') c = ' ';
  }
  for (std::string_view word : words_of(folded)) {
    if (is_glue(word)) continue;
    wanted.push_back(stem(word));
    const Reply* reply =
        desk.ask("fs_find", {{"glob", "**/*" + glob_literal(wanted.back()) + "*"}, {"ignore_case", true}});
    const Reply* below =
        desk.ask("fs_find", {{"glob", "**/*" + glob_literal(wanted.back()) + "*/*"}, {"ignore_case", true}});
    waiting = waiting || reply == nullptr || below == nullptr;
    if (waiting) continue;
    for (const std::string& path : paths_of(*reply)) paths.insert(path);
    for (const std::string& path : paths_of(*below)) paths.insert(path);
  }
  if (waiting) return std::nullopt;
  std::vector<std::string> best;
  int best_fit = 0;
  for (const std::string& path : paths) {
    int points = fit(path, wanted);
    if (points > best_fit) best.clear();
    if (points == 0 || points < best_fit) continue;
    best_fit = points;
    best.push_back(path);
  }
  // Half of the words must be in the path, else the words describe something else.
  if (best_fit < 5 * static_cast<int>(wanted.size())) best.clear();
  return best;
}

std::optional<Resolved> resolve_description(Desk& desk, const std::string& text) {
  std::optional<std::vector<std::string>> best = described(desk, text);
  if (!best) return std::nullopt;
  if (best->size() == 1) return Resolved{best->front(), std::nullopt};
  if (!best->empty()) return several(text, *best);
  return Resolved{
      {},
      Fragment::beyond(fmt::format(
          "not found: no file in this folder has a name like \"{}\", and it knows only what stands in the files.",
          text))};
}

}  // namespace

std::optional<Resolved> resolve(Desk& desk, const FileReference& file, Strictness strictness) {
  switch (file.kind) {
    case FileReference::Kind::name:
      return resolve_name(desk, file.text, strictness);
    case FileReference::Kind::description:
    case FileReference::Kind::every:
    case FileReference::Kind::folder:
      return resolve_description(desk, file.text);
    case FileReference::Kind::path:
      return Resolved{file.text, std::nullopt};
    case FileReference::Kind::attached:
      return Resolved{
          {},
          Fragment::beyond(fmt::format("`{}` is attached and not in this folder: it can only be read.", file.text))};
  }
  return std::nullopt;
}

std::optional<std::vector<FileReference>> expanded(Desk& desk, const std::vector<FileReference>& files) {
  constexpr std::size_t most_files = 20;
  std::vector<FileReference> all;
  for (const FileReference& file : files) {
    std::vector<std::string> paths;
    if (file.kind == FileReference::Kind::every) {
      std::optional<std::vector<std::string>> best = described(desk, file.text);
      if (!best) return std::nullopt;
      paths = *std::move(best);
    } else if (file.kind == FileReference::Kind::folder) {
      const Reply* reply = desk.ask("fs_find", {{"glob", "*"}, {"path", file.text}});
      if (reply == nullptr) return std::nullopt;
      paths = paths_of(*reply);
    }
    if (paths.size() > most_files) paths.resize(most_files);
    for (const std::string& path : paths) all.push_back({FileReference::Kind::path, path});
    if (paths.empty()) all.push_back(file);
  }
  return all;
}

std::string glob_literal(std::string_view text) {
  std::string literal;
  for (char c : text) {
    if (std::string_view("*?[]{}\\").find(c) != std::string_view::npos) literal += '\\';
    literal += c;
  }
  return literal;
}

std::string name_list(const std::vector<std::string>& names) {
  std::string list;
  std::size_t shown = std::min(names.size(), most_candidates_listed);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += fmt::format("`{}`", names[i]);
  }
  if (shown < names.size()) list += fmt::format(" and {} more", names.size() - shown);
  return list;
}

}  // namespace hearth::llm::reflex
