// From a request to the resource that answers it: token, route, body check. Any thread.
#pragma once

#include <optional>
#include <stop_token>

#include "api/context.h"
#include "http_server/request.h"
#include "http_server/response.h"

namespace hearth::api {

// Everything under /api carries the token, but for POST /api/v1/login. Decided from the header alone, before the body
// is read; nothing if the request may go on.
std::optional<http_server::Response> admit(const Context& context, const http_server::Request& request);

http_server::Response dispatch(Context& context, const http_server::Request& request, std::stop_token stop);

}  // namespace hearth::api
