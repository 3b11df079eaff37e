#include <string>
#include <vector>

#include "api/resources.h"

namespace hearth::api {

namespace {

http_server::Response list(const Call& call) {
  std::vector<std::string> notes;
  json models = json::array();
  for (const ModelInfo& model : call.context.models.list(notes, call.stop)) {
    models.push_back({{"id", model.id}, {"description", model.description}, {"leaves_machine", model.leaves_machine}});
    if (model.context_tokens > 0) models.back()["context_tokens"] = model.context_tokens;
  }
  return json_response(json{{"models", std::move(models)}, {"notes", notes}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/models", "Models that can be used now", "", "", "ModelList", 200, list},
};

}  // namespace

std::span<const Route> model_routes() {
  return table;
}

}  // namespace hearth::api
