// Kinds of files as people name them: "python files", "spreadsheets", "logs". A pure table; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct FileKind {
  std::vector<std::string> globs;
  std::string name;
};

// By a folded word: "markdown", "python", "csv", "images".
std::optional<FileKind> file_kind(std::string_view word);

}  // namespace hearth::llm::reflex
