#include "llm/endpoint.h"

namespace hearth::llm {

namespace {

constexpr std::string_view unix_prefix = "unix:";

}  // namespace

http_client::Request request_to(const ModelServer& server, std::string_view path) {
  http_client::Request request;
  request.url = server.base_url;
  if (server.base_url.starts_with(unix_prefix)) {
    request.unix_socket = server.base_url.substr(unix_prefix.size());
    request.url = "http://localhost/v1";
  }
  while (request.url.ends_with('/')) request.url.pop_back();
  request.url += path;
  if (!server.api_key.empty()) request.headers.emplace_back("Authorization", "Bearer " + server.api_key);
  return request;
}

}  // namespace hearth::llm
