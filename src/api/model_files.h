// Models that other programs keep on this machine: names and sizes from the folders where those programs usually put
// them. Nothing is opened but folders and Ollama's short lists of parts. Any thread.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::api {

struct ModelFile {
  std::string name;  // below the program's folder
  std::int64_t bytes = 0;
  std::string_view program;
};

struct ModelFiles {
  std::vector<ModelFile> files;  // largest first
  bool cut_off = false;          // there is more than was looked through
};

// `home` is the user's home folder. Throws Cancelled.
ModelFiles find_model_files(const std::string& home, const std::stop_token& stop);

}  // namespace hearth::api
