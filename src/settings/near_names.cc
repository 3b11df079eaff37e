#include "settings/near_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "settings/settings.h"

namespace hearth::settings {

namespace {

// The number of bytes to insert, remove or exchange (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::size_t exchange = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchange, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

// "max_turns" for "agent.max_turns".
std::string_view last_part(std::string_view name) {
  return name.substr(name.rfind('.') + 1);
}

}  // namespace

std::string did_you_mean(std::string_view name) {
  constexpr std::size_t longest = 100, most_errors = 3, most_names = 2;
  if (name.size() > longest) return {};
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const Declaration& declaration : declarations()) {
    std::size_t errors = std::min(distance(name, declaration.name), distance(name, last_part(declaration.name)) + 1);
    if (last_part(name) == last_part(declaration.name)) errors = 1;
    if (errors <= most_errors) near.emplace_back(errors, declaration.name);
  }
  std::sort(near.begin(), near.end());
  std::string text;
  for (std::size_t i = 0; i < near.size() && i < most_names; ++i) {
    text += fmt::format("{}{}", i == 0 ? ": did you mean " : " or ", near[i].second);
  }
  return text.empty() ? text : text + "?";
}

}  // namespace hearth::settings
