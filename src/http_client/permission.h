// Holds a request, and the address it is about to be sent to, against its permit. Pure.
#pragma once

#include <sys/socket.h>

#include <string>

#include "domain/egress_permit.h"
#include "http_client/fetch.h"

namespace hearth::http_client {

// Throws Error: invalid_argument for what is no plain http:// or, with leave for another machine, https:// URL; denied
// when it leads anywhere but where the permit says.
void require_permitted(const Request& request, const EgressPermit& permit);
// The last word on where a connection goes: the address itself, whatever led to it.
bool is_permitted(const Request& request, const EgressPermit& permit, const sockaddr& address, socklen_t length);
// The permit's addresses as CURLOPT_RESOLVE takes them: "example.org:443:192.0.2.1,[2001:db8::1]".
std::string pins_of(const EgressPermit& permit);

}  // namespace hearth::http_client
