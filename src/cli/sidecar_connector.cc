#include "cli/sidecar_connector.h"

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.h"

namespace hearth::cli {

namespace {

std::string api(const std::string& path) {
  return "/api/v1/" + path;
}

class SidecarServer final : public Server {
 public:
  explicit SidecarServer(client::Sidecar sidecar) : sidecar_(std::move(sidecar)) {}

  json get(const std::string& path, std::stop_token stop) override { return sidecar_.get(api(path), std::move(stop)); }
  json post(const std::string& path, const json& body, std::stop_token stop) override {
    return sidecar_.post(api(path), body, std::move(stop));
  }
  json put(const std::string& path, const json& body, std::stop_token stop) override {
    return sidecar_.put(api(path), body, std::move(stop));
  }
  json patch(const std::string& path, const json& body, std::stop_token stop) override {
    return sidecar_.patch(api(path), body, std::move(stop));
  }
  json remove(const std::string& path, std::stop_token stop) override {
    return sidecar_.remove(api(path), std::move(stop));
  }

  void follow(const std::string& path, std::int64_t last_sequence, const std::function<void(const json&)>& on_event,
              std::stop_token stop) override {
    std::string last_id = last_sequence > 0 ? std::to_string(last_sequence) : std::string();
    bool malformed = false;
    auto take = [&](const http_client::SseEvent& event) {
      json parsed = json::parse(event.data, nullptr, false);
      malformed = !parsed.is_object();
      if (malformed) return client::Follow::enough;
      on_event(parsed);
      return client::Follow::more;
    };
    sidecar_.events(api(path), last_id, take, std::move(stop));
    if (malformed) throw Error(Code::internal, "following " + path + ": the sidecar sent an event that is not JSON");
  }

 private:
  client::Sidecar sidecar_;
};

}  // namespace

SidecarConnector::SidecarConnector(const Globals& globals) {
  options_.data_directory = globals.data_directory;
  options_.config_file = globals.config_file;
  options_.executable = std::filesystem::read_symlink("/proc/self/exe").string();
}

std::unique_ptr<Server> SidecarConnector::connect_or_start(std::stop_token stop) {
  return std::make_unique<SidecarServer>(client::connect_or_start(options_, std::move(stop)));
}

std::unique_ptr<Server> SidecarConnector::find_running(std::stop_token stop) {
  std::optional<client::Sidecar> found = client::find_running(options_.data_directory, std::move(stop));
  if (!found) return nullptr;
  return std::make_unique<SidecarServer>(*std::move(found));
}

}  // namespace hearth::cli
