// Visits what lies below a folder, depth first, names in byte order. Folders are opened from the descriptor of the one
// above and symbolic links are reported, never followed, so that a walk cannot leave the folder or run in a circle.
// Used by Workspace; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/file_info.h"

namespace hearth::workspace {

struct WalkOptions {
  enum class Scope {
    usual,       // passes over hidden folders and what programs make: node_modules, build, __pycache__
    everything,  // enters every folder
  };
  Scope scope = Scope::usual;
  std::vector<std::string> also_enter;  // names of folders that are entered all the same
  std::size_t max_entries = 200'000;
};

struct WalkEntry {
  std::string path;  // relative to the workspace
  FileKind kind = FileKind::other;
};

enum class Visit {
  go_on,
  pass_over,  // a folder is not entered
  end,
};

enum class WalkEnd {
  complete,
  ended,       // the visitor said so
  too_many,    // max_entries
  incomplete,  // a folder could not be read, or lies deeper than 64 folders
};

using Visitor = std::function<Visit(const WalkEntry&)>;

// `directory` is the folder to start in, `path` what it is called. Throws Cancelled, and what the visitor throws.
WalkEnd walk_directory(int directory, const std::string& path, const WalkOptions& options, const Visitor& visitor,
                       const std::stop_token& stop);

// Whether Scope::usual passes over folders of this name because programs make them.
bool is_made_by_programs(std::string_view name);

struct NamedEntry {
  std::string name;
  FileKind kind = FileKind::other;
};

struct Names {
  std::vector<NamedEntry> entries;  // sorted by name
  bool cut_off = false;             // there were more than max_entries
};

// What the folder holds; `directory` may be an O_PATH descriptor. Throws Error.
Names read_names(int directory, const std::string& path, std::size_t max_entries);

}  // namespace hearth::workspace
