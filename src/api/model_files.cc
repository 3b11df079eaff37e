#include "api/model_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "domain/json.h"
#include "workspace/walk.h"

namespace hearth::api {

namespace {

constexpr std::size_t most_entries = 5'000;  // of one folder
constexpr std::size_t most_files = 200;

struct Place {
  std::string_view program;
  std::string_view folder;  // below the home folder
};

constexpr std::array<Place, 7> places{{
    {"GPT4All", ".local/share/nomic.ai/GPT4All"},
    {"Hugging Face", ".cache/huggingface/hub"},
    {"Jan", ".local/share/Jan/data/llamacpp/models"},
    {"LM Studio", ".lmstudio/models"},
    {"LM Studio", ".cache/lm-studio/models"},
    {"llama.cpp", ".cache/llama.cpp"},
    {"Ollama", ".ollama/models/manifests"},
}};

// The size of the file, also behind a link as Hugging Face has them; nothing for anything that is no file.
std::optional<std::int64_t> size_of_file(int folder, const std::string& path) {
  struct stat info {};
  if (::fstatat(folder, path.c_str(), &info, 0) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return info.st_size;
}

// Ollama keeps a model as parts named by their hashes, and a list of them at registry/owner/name/tag.
std::optional<std::int64_t> size_in_list(int folder, const std::string& path) {
  constexpr std::size_t longest_list = 64 * 1024;
  Fd file(::openat(folder, path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  std::optional<std::int64_t> size = file ? size_of_file(folder, path) : std::nullopt;
  if (!size || *size > static_cast<std::int64_t>(longest_list)) return std::nullopt;
  json list = json::parse(read_all(file.get(), longest_list, path), nullptr, false);
  if (!list.is_object() || !list.contains("layers") || !list["layers"].is_array()) return std::nullopt;
  std::int64_t sum = 0;
  for (const json& layer : list["layers"]) {
    if (layer.is_object() && layer.contains("size") && layer["size"].is_number_integer()) {
      sum += layer["size"].get<std::int64_t>();
    }
  }
  return sum;
}

// "registry.ollama.ai/library/llama3/8b" is called llama3:8b.
std::string name_of_list(const std::string& path) {
  std::size_t tag = path.rfind('/');
  if (tag == std::string::npos) return path;
  std::size_t name = path.rfind('/', tag - 1);
  std::string all = path;
  all[tag] = ':';
  return name == std::string::npos ? all : all.substr(name + 1);
}

void look_in(int folder, const Place& place, ModelFiles& found, const std::stop_token& stop) {
  bool lists = place.program == "Ollama";
  workspace::WalkOptions options;
  options.scope = workspace::WalkOptions::Scope::everything;
  options.max_entries = most_entries;
  auto visitor = [&](const workspace::WalkEntry& entry) {
    if (entry.kind == workspace::FileKind::directory || !is_valid_utf8(entry.path)) return workspace::Visit::go_on;
    if (!lists && !entry.path.ends_with(".gguf")) return workspace::Visit::go_on;
    std::optional<std::int64_t> size = lists ? size_in_list(folder, entry.path) : size_of_file(folder, entry.path);
    if (size) found.files.push_back({lists ? name_of_list(entry.path) : entry.path, *size, place.program});
    return workspace::Visit::go_on;
  };
  if (workspace::walk_directory(folder, ".", options, visitor, stop) != workspace::WalkEnd::complete) {
    found.cut_off = true;
  }
}

}  // namespace

ModelFiles find_model_files(const std::string& home, const std::stop_token& stop) {
  ModelFiles found;
  for (const Place& place : places) {
    std::string path = home + "/" + std::string(place.folder);
    Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder) look_in(folder.get(), place, found, stop);
  }
  std::ranges::sort(found.files, [](const ModelFile& a, const ModelFile& b) {
    return std::pair(-a.bytes, std::string_view(a.name)) < std::pair(-b.bytes, std::string_view(b.name));
  });
  if (found.files.size() > most_files) {
    found.files.resize(most_files);
    found.cut_off = true;
  }
  return found;
}

}  // namespace hearth::api
