// What this machine has for models, so that somebody new can be shown what would run.
#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/model_files.h"
#include "api/model_servers.h"
#include "api/resources.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/json_writer.h"

namespace hearth::api {

namespace {

struct CloseStream {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

std::vector<std::string> render_nodes() {
  std::vector<std::string> nodes;
  std::unique_ptr<DIR, CloseStream> folder(::opendir("/dev/dri"));
  if (!folder) return nodes;
  while (const dirent* entry = ::readdir(folder.get())) {
    std::string name = entry->d_name;
    if (name.starts_with("renderD")) nodes.push_back(std::move(name));
  }
  std::ranges::sort(nodes);
  return nodes;
}

// A line such as "MemAvailable:   24014184 kB".
std::int64_t bytes_in(const std::string& text, const std::string& name) {
  std::size_t at = text.find(name + ":");
  if (at == std::string::npos) return 0;
  return std::strtoll(text.c_str() + at + name.size() + 1, nullptr, 10) * 1024;
}

void write_memory(JsonWriter& out) {
  constexpr const char* path = "/proc/meminfo";
  constexpr std::size_t longest = 64 * 1024;
  Fd file(::open(path, O_RDONLY | O_CLOEXEC));
  if (!file) throw_errno("asking how much memory there is");
  std::string text = read_all(file.get(), longest, path);
  out.key("memory_bytes").number(bytes_in(text, "MemTotal"));
  out.key("memory_available_bytes").number(bytes_in(text, "MemAvailable"));
}

void write_model_files(JsonWriter& out, const ModelFiles& found) {
  out.key("model_files").begin_array();
  for (const ModelFile& file : found.files) {
    out.begin_object().key("name").string(file.name).key("bytes").number(file.bytes);
    out.key("program").string(file.program).end_object();
  }
  out.end_array().key("cut_off").boolean(found.cut_off);
}

void write_servers(JsonWriter& out, const std::vector<ModelServer>& servers) {
  out.begin_array();
  for (const ModelServer& server : servers) {
    out.begin_object().key("base_url").string(server.base_url).key("program").string(server.program);
    out.key("models").begin_array();
    for (const std::string& model : server.models) out.string(model);
    out.end_array().end_object();
  }
  out.end_array();
}

http_server::Response show(const Call& call) {
  std::string probe = call.query_text("probe");
  if (!probe.empty() && probe != "true") {
    throw Error(Code::invalid_argument, "looking at this machine: probe can be true, or left out");
  }
  const char* home = std::getenv("HOME");
  JsonWriter out;
  out.begin_object();
  write_memory(out);
  out.key("cores").number(std::max(1U, std::thread::hardware_concurrency())).key("gpus").begin_array();
  for (const std::string& node : render_nodes()) out.string(node);
  out.end_array();
  write_model_files(out, home == nullptr ? ModelFiles() : find_model_files(home, call.stop));
  out.key("servers");
  if (probe.empty()) {
    out.null();
  } else {
    write_servers(out, find_model_servers(call.stop));
  }
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/machine",
     "Memory, processors and models of other programs; with probe=true also who answers as a model server here",
     "probe", "", "Machine", 200, show},
};

}  // namespace

std::span<const Route> machine_routes() {
  return table;
}

}  // namespace hearth::api
