// The text of a file as the tools gave it, whole: a long file is read in several calls. One thread; a file that cannot
// be found or read becomes a fragment that says so.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "llm/reflex/resolve.h"

namespace hearth::llm::reflex {

struct Source {
  std::string path;
  std::vector<std::string> lines;
  std::size_t total_lines = 0;
  bool truncated = false;  // longer than the built-in tier reads
};

struct Loaded {
  Source source;
  std::optional<Fragment> problem;
};

// Nothing while results are outstanding.
std::optional<Loaded> load(Desk& desk, const FileReference& file);
std::optional<Loaded> load_path(Desk& desk, const std::string& path);

// Loads all files at once and puts together what `tell` says of each.
std::optional<Fragment> tell_each(Desk& desk, const std::vector<FileReference>& files,
                                  const std::function<Fragment(const Source&)>& tell);
// Several fragments as one. The outcome is the first one that is not done.
Fragment joined(const std::vector<Fragment>& fragments);

// "notes/todo.txt:3"
std::string cite(const Source& source, std::size_t line);
std::string extension_of(std::string_view path);

}  // namespace hearth::llm::reflex
