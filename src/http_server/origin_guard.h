// Which requests a browser on this machine may make: it stands before every route, static pages and streams too.
// Against DNS rebinding: Host must be this server's own name. Against other sites and other local pages: Origin and
// Sec-Fetch-Site must be ours. Against forms: a body must say that it is JSON or bytes. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "http_server/request.h"

namespace hearth::http_server {

enum class Body { absent, present };

// `own_port` is the TCP port of this server; over a unix socket the host is "localhost" without a port.
std::optional<Refusal> check_origin(const Request& request, Body body, std::uint16_t own_port);

}  // namespace hearth::http_server
