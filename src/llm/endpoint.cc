#include "llm/endpoint.h"

#include <utility>

#include "egress/url.h"

namespace hearth::llm {

namespace {

constexpr std::string_view unix_prefix = "unix:";

}  // namespace

std::string_view provider_of(const ModelServer& server) {
  return server.gate ? "remote" : "local";
}

std::string destination_of(const ModelServer& server) {
  if (!server.gate) return {};
  egress::Url url = egress::parse_url(server.base_url);
  return egress::describe(url.host, url.port);
}

http_client::Request request_to(const ModelServer& server, std::string_view path) {
  http_client::Request request;
  request.url = server.gate ? egress::parse_url(server.base_url).text() : server.base_url;
  if (!server.gate && server.base_url.starts_with(unix_prefix)) {
    request.unix_socket = server.base_url.substr(unix_prefix.size());
    request.url = "http://localhost/v1";
  }
  while (request.url.ends_with('/')) request.url.pop_back();
  request.url += path;
  if (!server.api_key.empty()) request.headers.emplace_back("Authorization", "Bearer " + server.api_key);
  return request;
}

EgressPermit leave_for(const ModelServer& server, egress::Outgoing about, std::stop_token stop) {
  if (!server.gate) return EgressPermit::local();
  egress::Url url = egress::parse_url(server.base_url);
  about.question.purpose = Purpose::model;
  about.question.host = std::move(url.host);
  about.question.port = url.port;
  return server.gate->open(about, std::move(stop));
}

}  // namespace hearth::llm
