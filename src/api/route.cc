#include "api/route.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::api {

namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::int64_t Call::id() const {
  const std::string& text = parameters.find("id")->second;
  std::optional<std::int64_t> value = whole_number(text);
  if (!value || *value < 1) throw Error(Code::not_found, fmt::format("{}: \"{}\" is not an id", request.path, text));
  return *value;
}

std::int64_t Call::query_number(const std::string& name, std::int64_t fallback, std::int64_t least,
                                std::int64_t most) const {
  return query_number(name, least, most).value_or(fallback);
}

std::optional<std::int64_t> Call::query_number(const std::string& name, std::int64_t least, std::int64_t most) const {
  auto found = request.query.find(name);
  if (found == request.query.end()) return std::nullopt;
  std::optional<std::int64_t> value = whole_number(found->second);
  if (!value || *value < least || *value > most) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the query: {} must be a whole number from {} to {}", name, least, most));
  }
  return value;
}

std::string Call::query_text(const std::string& name) const {
  auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

bool Call::query_flag(const std::string& name) const {
  std::string word = query_text(name);
  if (word.empty()) return false;
  if (word == "true") return true;
  throw Error(Code::invalid_argument, fmt::format("reading the query: {} is either \"true\" or left out", name));
}

void Call::refuse_choice(std::string_view name, std::string_view word, std::string_view possible) {
  throw Error(Code::invalid_argument, fmt::format("reading the query: \"{}\" is no {}: take one such as {}",
                                                  escape_for_display(word), name, possible));
}

bool is_media_type(std::string_view schema) {
  return schema.find('/') != std::string_view::npos;
}

http_server::Response json_response(std::string body, int status) {
  http_server::Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

http_server::Response json_response(const json& body, int status) {
  return json_response(body.dump(-1, ' ', false, json::error_handler_t::replace), status);
}

}  // namespace hearth::api
