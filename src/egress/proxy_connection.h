// One connection of a boxed program to its proxy, from its request to its end. Runs on a thread of the proxy.
#pragma once

#include <stop_token>

#include "egress/gate.h"
#include "egress/proxy.h"

namespace hearth::egress {

// Serves one request or tunnel on the non-blocking socket, which stays the caller's. Never throws for what the box or a
// server does.
void serve_proxy_connection(Gate& gate, const Proxy::Options& options, int socket, const std::stop_token& stop);

}  // namespace hearth::egress
