#include "settings/near_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/edit_distance.h"
#include "settings/settings.h"

namespace hearth::settings {

namespace {

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
    std::size_t errors =
        std::min(edit_distance(name, declaration.name), edit_distance(name, last_part(declaration.name)) + 1);
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
