#include "api/model_servers.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>

#include "base/error.h"
#include "domain/egress_permit.h"
#include "domain/json.h"
#include "http_client/fetch.h"

namespace hearth::api {

namespace {

struct UsualPort {
  std::uint16_t port;
  std::string_view program;
};

constexpr std::array<UsualPort, 5> usual_ports{{
    {1234, "LM Studio"},
    {1337, "Jan"},
    {8000, "vLLM"},
    {8080, "llama.cpp"},
    {11434, "Ollama"},
}};

// The ids of a list of models; nothing if the text is no such list.
std::optional<std::vector<std::string>> models_of(const std::string& body) {
  constexpr std::size_t most = 100;
  json list = json::parse(body, nullptr, false);
  if (!list.is_object() || !list.contains("data") || !list["data"].is_array()) return std::nullopt;
  std::vector<std::string> models;
  for (const json& model : list["data"]) {
    if (models.size() == most) break;
    if (model.is_object() && model.contains("id") && model["id"].is_string()) models.push_back(model["id"]);
  }
  return models;
}

std::optional<std::vector<std::string>> models_at(const std::string& base_url, const std::stop_token& stop) {
  http_client::Request request;
  request.url = base_url + "/models";
  request.timeouts = {.connect = std::chrono::milliseconds(300), .total = std::chrono::milliseconds(1'000)};
  request.max_body_bytes = std::size_t{1} << 20;
  try {
    http_client::Response response = http_client::fetch(request, EgressPermit::local(), stop);
    if (response.status == 200) return models_of(response.body);
  } catch (const Error&) {  // nobody is there, or somebody who speaks otherwise: that is what was asked
  }
  return std::nullopt;
}

}  // namespace

std::vector<ModelServer> find_model_servers(const std::stop_token& stop) {
  std::vector<ModelServer> servers;
  for (const UsualPort& usual : usual_ports) {
    std::string base_url = fmt::format("http://127.0.0.1:{}/v1", usual.port);
    if (auto models = models_at(base_url, stop)) servers.push_back({base_url, usual.program, *std::move(models)});
  }
  return servers;
}

}  // namespace hearth::api
