// Permits for the tests of this folder, which stands below egress/: a gate that asks nobody takes the real one's place.
// Not to be linked with it.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "domain/egress_permit.h"

namespace hearth::egress {

class Gate {
 public:
  struct Leave {
    std::string host;
    std::uint16_t port = 0;
    std::vector<IpAddress> addresses;
    std::stop_token revoked = {};
    std::function<void(const EgressTraffic&)> on_end = [](const EgressTraffic&) {};
  };
  static EgressPermit permit(Leave leave) {
    auto grant = std::make_unique<EgressPermit::Grant>();
    grant->host = std::move(leave.host);
    grant->port = leave.port;
    grant->addresses = std::move(leave.addresses);
    grant->revoked = std::move(leave.revoked);
    grant->on_end = std::move(leave.on_end);
    return EgressPermit(EgressPermit::Kind::granted, std::move(grant));
  }
};

}  // namespace hearth::egress
