// The OpenAPI description, generated from the route table and the schemas of docs/api.
#include <string>

#include "api/resources.h"
#include "api/schemas.h"

namespace hearth::api {

namespace {

json reference(std::string_view schema) {
  return {{"$ref", "#/components/schemas/" + std::string(schema)}};
}

json content(std::string_view schema) {
  if (schema.empty()) return {{"text/event-stream", {{"schema", {{"type", "string"}}}}}};
  if (is_media_type(schema)) return {{schema, {{"schema", {{"type", "string"}, {"format", "binary"}}}}}};
  return {{"application/json", {{"schema", reference(schema)}}}};
}

json parameter(std::string_view name, std::string_view where) {
  return {{"name", name}, {"in", where}, {"required", where == "path"}, {"schema", {{"type", "string"}}}};
}

json parameters_of(const Route& route) {
  json parameters = json::array();
  for (std::size_t open = route.path.find('{'); open != std::string_view::npos; open = route.path.find('{', open + 1)) {
    parameters.push_back(parameter(route.path.substr(open + 1, route.path.find('}', open) - open - 1), "path"));
  }
  for (std::string_view rest = route.query; !rest.empty();) {
    std::string_view name = rest.substr(0, rest.find(' '));
    parameters.push_back(parameter(name, "query"));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
  }
  return parameters;
}

std::string lower_case(std::string_view method) {
  std::string lower(method);
  for (char& c : lower) c = static_cast<char>(c | 0x20);
  return lower;
}

json operation_of(const Route& route) {
  json problem{{"description", "What was tried, what happened and what to do"},
               {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
  json operation{
      {"summary", route.summary},
      {"parameters", parameters_of(route)},
      {"responses",
       {{std::to_string(route.success), {{"description", route.summary}, {"content", content(route.response_schema)}}},
        {"default", std::move(problem)}}}};
  if (!route.request_schema.empty()) {
    operation["requestBody"] = {{"required", true}, {"content", content(route.request_schema)}};
  }
  if (route.path == "/api/v1/login") operation["security"] = json::array();
  return operation;
}

http_server::Response openapi(const Call& call) {
  json paths = json::object();
  for (const Route& route : routes()) paths[std::string(route.path)][lower_case(route.method)] = operation_of(route);
  return json_response(
      json{{"openapi", "3.1.0"},
           {"info", {{"title", "Hearth"}, {"version", call.context.version}, {"license", {{"name", "Apache-2.0"}}}}},
           {"paths", std::move(paths)},
           {"components",
            {{"schemas", definitions("#/components/schemas/")},
             {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
           {"security", json::array({{{"token", json::array()}}})}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/openapi.json", "This description", "", "", "OpenApi", 200, openapi},
};

}  // namespace

std::span<const Route> openapi_routes() {
  return table;
}

}  // namespace hearth::api
