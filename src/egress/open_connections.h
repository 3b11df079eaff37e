// The connections that are open under permits, so that a change of the policy can cut them. Owned by the gate; any
// thread.
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <vector>

#include "base/sync.h"
#include "domain/ids.h"
#include "domain/ip_address.h"
#include "egress/policy.h"

namespace hearth::egress {

struct OpenConnection {
  Question question;
  Consent consent = Consent::none;
  std::vector<IpAddress> addresses = {};  // empty until the name has been looked up
};

class OpenConnections {
 public:
  // The token stops when the connection is cut.
  std::stop_token add(EgressId id, OpenConnection connection);
  void found_at(EgressId id, const std::vector<IpAddress>& addresses);
  void remove(EgressId id);
  // Cuts those of which `allowed` says no. It is called without a lock held, and may take its time.
  void cut_unless(const std::function<bool(const OpenConnection&)>& allowed);

 private:
  struct Entry {
    OpenConnection connection;
    std::stop_source cut;
  };
  Sync<std::map<EgressId, Entry>> entries_;
};

}  // namespace hearth::egress
