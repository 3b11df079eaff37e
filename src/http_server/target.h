// Takes a request target apart, strictly: origin form only ("/path?query"), every percent escape valid, every decoded
// part valid UTF-8, no dot segments, no empty segment but a last one, no slash or control character hidden in a
// segment, each query key once. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "http_server/request.h"

namespace hearth::http_server {

// Fills request.target, path, segments and query, or says why not. In a query '+' means space.
std::optional<Refusal> parse_target(std::string_view target, Request& request);

}  // namespace hearth::http_server
