#include "app/live_models.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <optional>

#include "base/error.h"
#include "base/fd.h"
#include "llm/catalog.h"

namespace hearth::app {

namespace {

// The file holds the key and nothing else; the key itself is never stored.
std::string read_key(const std::string& path) {
  constexpr std::size_t longest_key = 4096;
  if (path.empty()) return {};
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw_errno(fmt::format("reading the key file {} (setting local.api_key_file)", path));
  std::string key = read_all(file.get(), longest_key, path);
  key.erase(key.find_last_not_of(" \t\r\n") + 1);
  return key;
}

llm::Catalog catalog_of(const settings::Settings& settings) {
  std::string base_url = settings.text("local.base_url");
  if (base_url.empty()) return llm::Catalog(std::nullopt);
  return llm::Catalog(llm::ModelServer{base_url, read_key(settings.text("local.api_key_file"))});
}

}  // namespace

std::vector<ModelInfo> LiveModels::list(std::vector<std::string>& notes, std::stop_token stop) {
  return catalog_of(settings_()).list(notes, stop);
}

std::unique_ptr<ChatModel> LiveModels::open(const std::string& id) {
  return catalog_of(settings_()).open(id);
}

}  // namespace hearth::app
