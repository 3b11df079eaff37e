// The way out of one box: an HTTP proxy on a listener that was made inside the box's own network and passed out. What
// the box may reach is what was granted to it *and* what the gate allows; each connection, refused ones too, has its
// row in the ledger first. Speaks CONNECT and plain HTTP in absolute form, and answers 400 to what it cannot
// understand, 403 with the reason to what is refused, and 502 where the server is not reached.
//
// Owned by whoever runs the box and destroyed with it, which cuts what is open. Threads of its own: one that accepts,
// one for each connection. The gate must outlive it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "domain/ids.h"
#include "domain/network_rule.h"
#include "egress/gate.h"
#include "egress/host_pattern.h"

namespace hearth::egress {

struct GrantedHost {
  HostPattern host;
  std::uint16_t port = 0;
};
// "api.example.org:443", "*.example.org:443", "[::1]:80". Throws Error(invalid_argument).
GrantedHost parse_granted_host(std::string_view text);
// Its canonical text.
std::string describe(const GrantedHost& granted);

class Proxy {
 public:
  struct Options {
    Purpose purpose = Purpose::command;
    std::optional<SessionId> session = {};
    std::optional<RunId> run = {};
    std::string call_id = {};
    std::vector<GrantedHost> granted = {};  // empty: nothing
    Consent consent = Consent::none;        // given: the user saw these hosts and said yes to them
  };
  Proxy(Gate& gate, Fd listener, Options options);
  ~Proxy();

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace hearth::egress
