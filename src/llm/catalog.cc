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
constexpr std::string_view remote_prefix = "remote/";

http_client::Timeouts list_timeouts(const ModelServer& server) {
  std::chrono::milliseconds patience(server.gate ? 10'000 : 2'000);
  return {.connect = patience / 2, .total = patience, .idle = patience};
}

struct Listed {
  std::string id;
  std::int64_t context_tokens = 0;
};

// What the server gives a conversation, in the words of vLLM, of llama.cpp and of most others. What a model was trained
// with (n_ctx_train) is not it.
std::int64_t context_tokens_in(const json& model) {
  json meta = model.value("meta", json());
  for (const json& length :
       {model.value("max_model_len", json()), meta.is_object() ? meta.value("n_ctx", json()) : json(),
        model.value("context_length", json())}) {
    if (length.is_number_unsigned()) return length.get<std::int64_t>();
  }
  return 0;
}

// What stands under "data", as every server lists its models.
std::vector<Listed> models_in(std::string_view body) {
  std::optional<json> value = parse_bounded(body);
  if (!value || !value->is_object() || !value->contains("data") || !(*value)["data"].is_array()) {
    throw Error(Code::unavailable, "its list of models cannot be read: check that the address ends in /v1");
  }
  std::vector<Listed> models;
  for (const json& model : (*value)["data"]) {
    if (!model.is_object() || !model.contains("id") || !model["id"].is_string()) continue;
    models.push_back({model["id"].get<std::string>(), context_tokens_in(model)});
  }
  return models;
}

std::vector<Listed> ask_for_models(const ModelServer& server, std::stop_token stop) {
  http_client::Request request = request_to(server, "/models");
  request.timeouts = list_timeouts(server);
  http_client::Response response = http_client::fetch(request, leave_for(server, {}, stop), stop);
  if (response.status == 401) {
    throw Error(Code::denied,
                fmt::format("it does not accept the key: check {}api_key_file", server.gate ? "remote." : "local."));
  }
  if (response.status != 200)
    throw Error(Code::unavailable, fmt::format("it answered with status {}", response.status));
  return models_in(response.body);
}

}  // namespace

Catalog::Catalog(Servers servers, ChatLimits limits) : servers_(std::move(servers)), limits_(limits) {}

std::vector<ModelInfo> Catalog::list(std::vector<std::string>& notes, std::stop_token stop) {
  std::vector<ModelInfo> models{reflex::ReflexModel().info()};
  if (servers_.local) list_server(*servers_.local, models, notes, stop);
  if (servers_.remote) list_server(*servers_.remote, models, notes, stop);
  return models;
}

void Catalog::list_server(const ModelServer& server, std::vector<ModelInfo>& models, std::vector<std::string>& notes,
                          const std::stop_token& stop) const {
  try {
    for (const Listed& model : ask_for_models(server, stop)) {
      models.push_back(OpenAiChat(server, escape_for_display(model.id), limits_).info());
      models.back().context_tokens = model.context_tokens;
    }
  } catch (const Error& error) {  // an unreachable server is no reason to hide the other models
    notes.push_back(fmt::format("the model server at {}: {}", server.base_url, error.what()));
  }
}

std::unique_ptr<ChatModel> Catalog::open(const std::string& id) {
  if (id == reflex::ReflexModel().info().id) return std::make_unique<reflex::ReflexModel>();
  struct Tier {
    std::string_view prefix;
    const std::optional<ModelServer>& server;
    std::string_view advice;
  };
  const Tier tiers[] = {
      {local_prefix, servers_.local,
       "no local model server is set: `hearth settings set local.base_url "
       "http://127.0.0.1:PORT/v1` names one"},
      {remote_prefix, servers_.remote,
       "no remote model server is set: `hearth settings set remote.base_url "
       "https://HOST/v1` names one"},
  };
  for (const Tier& tier : tiers) {
    if (!id.starts_with(tier.prefix) || id.size() == tier.prefix.size()) continue;
    if (tier.server) return std::make_unique<OpenAiChat>(*tier.server, id.substr(tier.prefix.size()), limits_);
    throw Error(Code::not_found, fmt::format("opening the model \"{}\": {}; \"reflex\" is built in",
                                             escape_for_display(id), tier.advice));
  }
  bool has_server = servers_.local || servers_.remote;
  throw Error(Code::not_found,
              fmt::format("opening the model \"{}\": there is none of that name: known are \"reflex\"{}",
                          escape_for_display(id),
                          has_server ? " and those of the servers that are set: `hearth models list` shows them" : ""));
}

}  // namespace hearth::llm
