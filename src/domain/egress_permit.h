// Leave to open one connection. http_client/ and the proxy open none without it, and only egress::Gate gives it, after
// the connection was decided on and its ledger row committed; leave for this machine itself needs neither.
//
// Owned by whoever makes the connection, one thread at a time. When it goes, the end of the connection is recorded with
// what was counted.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/ip_address.h"

namespace hearth::egress {
class Gate;
}

namespace hearth {

// What a connection came to.
struct EgressTraffic {
  enum class Outcome {
    done,
    failed,   // it could not be made, or broke off
    refused,  // its name led to an address that is not allowed
    cut,      // the policy changed meanwhile
  };
  Outcome outcome = Outcome::failed;
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
};
std::string_view to_string(EgressTraffic::Outcome outcome);

class EgressPermit {
 public:
  // Leave for loopback addresses and unix sockets, and nothing else.
  static EgressPermit local();

  EgressPermit(EgressPermit&&) noexcept = default;
  EgressPermit& operator=(EgressPermit&&) = delete;
  ~EgressPermit();

  bool is_local() const { return kind_ == Kind::local; }
  // Of a permit that is not local:
  const std::string& host() const { return grant_->host; }  // canonical; an IPv6 address without brackets
  std::uint16_t port() const { return grant_->port; }
  // Where the host was found and checked to be: the connection goes to one of these and nowhere else.
  const std::vector<IpAddress>& addresses() const { return grant_->addresses; }

  // Stops when the policy no longer allows the connection, which must then end at once. Never for a local permit.
  std::stop_token revoked() const { return grant_ ? grant_->revoked : std::stop_token(); }
  void count(std::uint64_t up, std::uint64_t down);
  void finish(EgressTraffic::Outcome outcome) { traffic_.outcome = outcome; }

 private:
  friend class egress::Gate;
  struct Grant {
    std::string host;
    std::uint16_t port = 0;
    std::vector<IpAddress> addresses;
    std::stop_token revoked;
    std::function<void(const EgressTraffic&)> on_end;  // must not throw
  };
  enum class Kind { local, granted };
  EgressPermit(Kind kind, std::unique_ptr<Grant> grant) : kind_(kind), grant_(std::move(grant)) {}

  Kind kind_;
  std::unique_ptr<Grant> grant_;
  EgressTraffic traffic_;
};

}  // namespace hearth
