#include "workspace/name_search.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "workspace/ignored_names.h"

namespace hearth::workspace {

namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool holds_in_order(std::string_view path, std::string_view letters) {
  for (char c : path) {
    if (!letters.empty() && letters.front() == c) letters.remove_prefix(1);
  }
  return letters.empty();
}

// How well a path fits, 0 best; nothing if it does not.
std::optional<int> rank_of(const std::string& path, const std::string& words) {
  std::string lower = lower_case(path);
  std::string_view name = std::string_view(lower).substr(lower.rfind('/') + 1);
  if (name.starts_with(words)) return 0;
  if (name.find(words) != std::string_view::npos) return 1;
  if (lower.find(words) != std::string::npos) return 2;
  if (holds_in_order(lower, words)) return 3;
  return std::nullopt;
}

struct Ranked {
  int rank;
  WalkEntry entry;
};

bool is_better(const Ranked& a, const Ranked& b) {
  return std::tuple(a.rank, a.entry.path.size(), std::string_view(a.entry.path)) <
         std::tuple(b.rank, b.entry.path.size(), std::string_view(b.entry.path));
}

}  // namespace

FoundNames find_names(int directory, const NameSearch& search, const std::stop_token& stop) {
  std::string words = lower_case(search.words);
  std::vector<Ranked> ranked;
  WalkOptions options;
  options.max_entries = search.max_entries;
  IgnoredNames ignored(directory);
  auto visitor = [&](const WalkEntry& entry) {
    if (ignored.hold(entry)) return Visit::pass_over;
    bool usable = entry.kind == FileKind::file || entry.kind == FileKind::directory;
    if (!usable || !is_valid_utf8(entry.path)) return Visit::go_on;
    if (std::optional<int> rank = rank_of(entry.path, words)) ranked.push_back({*rank, entry});
    return Visit::go_on;
  };
  WalkEnd end = walk_directory(directory, ".", options, visitor, stop);
  FoundNames found;
  found.cut_off = end != WalkEnd::complete || ranked.size() > search.limit;
  auto last = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), search.limit));
  std::partial_sort(ranked.begin(), last, ranked.end(), is_better);
  for (auto it = ranked.begin(); it != last; ++it) found.entries.push_back(std::move(it->entry));
  return found;
}

}  // namespace hearth::workspace
