#include "llm/catalog.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "http_client/fetch.h"
#include "llm/bounded_json.h"
#include "llm/reflex/reflex_model.h"

namespace hearth::llm {

namespace {

constexpr std::string_view local_prefix = "local/";
constexpr http_client::Timeouts list_timeouts{.connect = std::chrono::milliseconds(1'000),
                                              .total = std::chrono::milliseconds(2'000),
                                              .idle = std::chrono::milliseconds(2'000)};

// The ids under "data", as every server lists them.
std::vector<std::string> ids_in(std::string_view body) {
  std::optional<json> value = parse_bounded(body);
  if (!value || !value->is_object() || !value->contains("data") || !(*value)["data"].is_array()) {
    throw Error(Code::unavailable, "its list of models cannot be read: check that the address ends in /v1");
  }
  std::vector<std::string> ids;
  for (const json& model : (*value)["data"]) {
    if (!model.is_object() || !model.contains("id") || !model["id"].is_string()) continue;
    ids.push_back(model["id"].get<std::string>());
  }
  return ids;
}

std::vector<std::string> ask_for_models(const ModelServer& server, std::stop_token stop) {
  http_client::Request request = request_to(server, "/models");
  request.timeouts = list_timeouts;
  http_client::Response response = http_client::fetch(request, stop);
  if (response.status == 401) throw Error(Code::denied, "it does not accept the key: check local.api_key_file");
  if (response.status != 200)
    throw Error(Code::unavailable, fmt::format("it answered with status {}", response.status));
  return ids_in(response.body);
}

}  // namespace

Catalog::Catalog(std::optional<ModelServer> local, ChatLimits limits) : local_(std::move(local)), limits_(limits) {}

std::vector<ModelInfo> Catalog::list(std::vector<std::string>& notes, std::stop_token stop) {
  std::vector<ModelInfo> models{reflex::ReflexModel().info()};
  if (!local_) return models;
  try {
    for (std::string& model : ask_for_models(*local_, stop)) {
      models.push_back(OpenAiChat(*local_, escape_for_display(model), limits_).info());
    }
  } catch (const Error& error) {  // an unreachable server is no reason to hide the other models
    notes.push_back(fmt::format("the model server at {}: {}", local_->base_url, error.what()));
  }
  return models;
}

std::unique_ptr<ChatModel> Catalog::open(const std::string& id) {
  if (id == reflex::ReflexModel().info().id) return std::make_unique<reflex::ReflexModel>();
  bool is_local = id.starts_with(local_prefix) && id.size() > local_prefix.size();
  if (is_local && local_) return std::make_unique<OpenAiChat>(*local_, id.substr(local_prefix.size()), limits_);
  if (is_local) {
    throw Error(Code::not_found, fmt::format("opening the model \"{}\": no local model server is set: `hearth settings "
                                             "set local.base_url http://127.0.0.1:PORT/v1` names one; \"reflex\" is "
                                             "built in",
                                             escape_for_display(id)));
  }
  throw Error(
      Code::not_found,
      fmt::format("opening the model \"{}\": there is none of that name: known are \"reflex\"{}",
                  escape_for_display(id),
                  local_ ? " and those of the local server, \"local/…\": `hearth models list` shows them" : ""));
}

}  // namespace hearth::llm
