// A TCP connection with leave: to the addresses of its permit, one after the other, and to nothing else. Any thread;
// blocks.
#pragma once

#include <stop_token>

#include "base/fd.h"
#include "domain/egress_permit.h"

namespace hearth::egress {

// A non-blocking socket. Throws Error: unavailable or timeout when no address answers, denied when the permit is
// revoked; and Cancelled.
Fd connect_to(const EgressPermit& permit, std::stop_token stop);

}  // namespace hearth::egress
