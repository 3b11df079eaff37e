// Finds one kind of thing in the text of a file, each with its line and verbatim. One file per family, one line in the
// table. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct Find {
  std::string text;
  std::size_t line = 0;
};

struct Extractor {
  std::string_view name;  // "emails": the key in JSON
  std::string_view singular;
  std::string_view plural;
  std::vector<Find> (*find)(const std::vector<std::string>& lines);
};

// Sorted by name.
std::span<const Extractor> extractors();

std::vector<Find> find_amounts(const std::vector<std::string>& lines);
std::vector<Find> find_dates(const std::vector<std::string>& lines);
std::vector<Find> find_emails(const std::vector<std::string>& lines);
std::vector<Find> find_phones(const std::vector<std::string>& lines);
std::vector<Find> find_urls(const std::vector<std::string>& lines);

}  // namespace hearth::llm::reflex
