// One operation of the API. Each resource file gives a table of these; routes.cc joins the tables. The same table is
// the source of routing, of body checks and of /api/v1/openapi.json.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "api/context.h"
#include "domain/json.h"
#include "http_server/request.h"
#include "http_server/response.h"

namespace hearth::api {

// A request that was routed, authenticated and checked.
struct Call {
  Context& context;
  const http_server::Request& request;
  std::map<std::string, std::string, std::less<>> parameters;  // of the path, by name
  json body;                                                   // matches the route's request schema; null without one
  std::stop_token stop;

  // The path parameter {id} as a row id. Throws Error(not_found) if it is not a positive number.
  std::int64_t id() const;
  // A query parameter as a number; nothing, or the fallback, when it is absent. Throws Error(invalid_argument) if it is
  // none, or out of range.
  std::optional<std::int64_t> query_number(const std::string& name, std::int64_t least, std::int64_t most) const;
  std::int64_t query_number(const std::string& name, std::int64_t fallback, std::int64_t least,
                            std::int64_t most) const;
  template <class Id>
  std::optional<Id> query_id(const std::string& name) const {
    std::optional<std::int64_t> value = query_number(name, 1, INT64_MAX);
    return value ? std::optional(Id{*value}) : std::nullopt;
  }
  std::string query_text(const std::string& name) const;  // empty when absent
  // True for "true", false when absent. Throws Error(invalid_argument) for anything else.
  bool query_flag(const std::string& name) const;
  // The one of `choices` that a query parameter names. Throws Error(invalid_argument) if it names none of them.
  template <class Enum>
  std::optional<Enum> query_choice(const std::string& name, std::initializer_list<Enum> choices) const {
    std::string word = query_text(name);
    if (word.empty()) return std::nullopt;
    for (Enum choice : choices) {
      if (to_string(choice) == word) return choice;
    }
    refuse_choice(name, word, to_string(*choices.begin()));
  }

 private:
  [[noreturn]] static void refuse_choice(std::string_view name, std::string_view word, std::string_view possible);
};

struct Route {
  std::string_view method;
  std::string_view path;             // "/api/v1/sessions/{id}"
  std::string_view summary;          // for openapi.json
  std::string_view query;            // names of the query parameters, separated by spaces
  std::string_view request_schema;   // a name defined in docs/api/*.json, or a media type; empty: no body is read
  std::string_view response_schema;  // likewise; empty: a stream of events
  int success = 200;
  http_server::Response (*handle)(const Call&) = nullptr;
};

// Whether a schema's name is that of a media type: the body is bytes, which the handler reads itself.
bool is_media_type(std::string_view schema);

// All routes, sorted by path and method.
std::span<const Route> routes();

http_server::Response json_response(std::string body, int status = 200);
http_server::Response json_response(const json& body, int status = 200);

}  // namespace hearth::api
