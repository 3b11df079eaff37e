// Which addresses count as this machine. Pure.
#pragma once

#include <sys/socket.h>

#include <string_view>

namespace hearth::http_client {

// "localhost", an IPv4 address in 127.0.0.0/8 in dotted form, or "[::1]".
bool is_loopback_host(std::string_view host);
bool is_loopback_address(const sockaddr& address, socklen_t length);

}  // namespace hearth::http_client
