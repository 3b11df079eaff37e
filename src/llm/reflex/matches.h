// The hits of fs_search as values, and how answers show them. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "llm/reflex/desk.h"

namespace hearth::llm::reflex {

struct Match {
  std::string path;
  std::size_t line = 0;
  std::string text;
};

std::vector<Match> matches_of(const Reply& reply);
// "Found 3 lines with "kiln" in `notes`:" and one line each, with its citation.
std::string listed(const std::vector<Match>& matches, std::size_t total, std::string_view shown,
                   std::string_view where);
// Each file once, with the number of its lines and the first ones of them.
std::string files_with(const std::vector<Match>& matches, std::string_view shown, std::string_view where);

}  // namespace hearth::llm::reflex
