// What a boxed program asks its proxy for, out of an HTTP request whose framing is known to be sound: a tunnel
// (CONNECT) or a plain request (absolute form) to be sent on. Where it goes is read from the request line alone; a
// request that is sent on is written anew from its parts. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "egress/host.h"
#include "http_server/request.h"

namespace hearth::egress {

struct ProxyRequest {
  enum class Kind { tunnel, forward };
  Kind kind = Kind::tunnel;
  Host host;
  std::uint16_t port = 0;
  std::string bytes;  // forward: what the server is to get
};

// Never throws for what was sent: what cannot be understood is refused with 400.
std::variant<ProxyRequest, http_server::Refusal> read_proxy_request(const http_server::Request& request);

}  // namespace hearth::egress
