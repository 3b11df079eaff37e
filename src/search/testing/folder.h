// For tests only: a new folder that is removed with its content.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace hearth::search::testing {

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "search-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path;
};

}  // namespace hearth::search::testing
