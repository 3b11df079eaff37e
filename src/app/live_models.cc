#include "app/live_models.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "llm/catalog.h"

namespace hearth::app {

namespace {

// The file holds the key and nothing else; the key itself is never stored.
std::string read_key(const settings::Settings& settings, std::string_view setting) {
  constexpr std::size_t longest_key = 4096;
  std::string path = settings.text(setting);
  if (path.empty()) return {};
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw_errno(fmt::format("reading the key file {} (setting {})", path, setting));
  std::string key = read_all(file.get(), longest_key, path);
  key.erase(key.find_last_not_of(" \t\r\n") + 1);
  return key;
}

llm::Catalog catalog_of(const settings::Settings& settings, egress::Gate& gate) {
  llm::Catalog::Servers servers;
  if (std::string url = settings.text("local.base_url"); !url.empty()) {
    servers.local = llm::ModelServer{url, read_key(settings, "local.api_key_file")};
  }
  if (std::string url = settings.text("remote.base_url"); !url.empty()) {
    servers.remote = llm::ModelServer{url, read_key(settings, "remote.api_key_file"), &gate};
  }
  return llm::Catalog(std::move(servers));
}

}  // namespace

std::vector<ModelInfo> LiveModels::list(std::vector<std::string>& notes, std::stop_token stop) {
  return catalog_of(settings_(), gate_).list(notes, stop);
}

std::unique_ptr<ChatModel> LiveModels::open(const std::string& id) {
  return catalog_of(settings_(), gate_).open(id);
}

}  // namespace hearth::app
