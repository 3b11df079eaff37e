// Looks a name up, by c-ares: cancellable, for exactly this name (no search domains, no aliases from the environment),
// with the name servers that the machine has at the moment. Asks the network, so it is called only once the policy has
// allowed the name and the ledger has its row. Any thread; blocks.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "domain/ip_address.h"

namespace hearth::egress {

enum class Lookup {
  everywhere,  // the hosts file, then name servers
  hosts_file,  // nothing leaves the machine
};

// At least one address. Throws Error: not_found when there is no such name, timeout, unavailable; and Cancelled within
// some milliseconds of a stop.
std::vector<IpAddress> resolve(const std::string& name, Lookup lookup, std::stop_token stop);

}  // namespace hearth::egress
