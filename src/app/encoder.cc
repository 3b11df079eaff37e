#include "app/encoder.h"

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/error.h"
#include "base/log.h"
#include "embed/open_embedder.h"

namespace hearth::app {

namespace {

namespace fs = std::filesystem;

fs::path weights_file(const std::string& name) {
  std::error_code failure;
  fs::path programs = fs::read_symlink("/proc/self/exe", failure).parent_path();
  std::array<fs::path, 2> folders = {programs.parent_path() / "embeddings",
                                     programs.parent_path() / "share" / "hearth" / "embeddings"};
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / name, failure)) return folder / name;
  }
  return {};
}

}  // namespace

std::shared_ptr<const Embedder> open_encoder(const settings::Settings& settings) {
  std::string kind = settings.text("memory.encoder");
  if (kind == "off") return nullptr;
  fs::path file = weights_file(kind == "static" ? "minilm.static" : "minilm.int8");
  if (file.empty()) {
    log::info("no weights of the encoder \"{}\" are installed: memory is searched by words", kind);
    return nullptr;
  }
  try {
    return embed::open_embedder(file.string());
  } catch (const Error& error) {
    // Not one of the five places: searching by words is what is left, and is better than nothing.
    log::warn("memory is searched by words: {}", error.what());
    return nullptr;
  }
}

}  // namespace hearth::app
