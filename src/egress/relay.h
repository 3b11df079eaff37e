// Carries bytes between a boxed program and the server it may talk to, in both directions at once, until both have
// ended, one breaks off, or it is told to stop. Counts them on the permit and says there how it ended. One thread.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "domain/egress_permit.h"

namespace hearth::egress {

struct RelayEnds {
  int box = -1;
  int server = -1;
};

struct RelayOptions {
  std::string to_server = {};  // goes before what the box sends
  // For what the server sends, before the box gets it; may throw. Empty: as it is.
  std::function<std::string(std::string_view)> rewrite = {};
  // discard: `to_server` is all there is to say, and the end of the answer is the end.
  enum class FromBox { pass, discard } from_box = FromBox::pass;
};

// Both sockets must be non-blocking. A stop ends it as well done: the box has gone. Throws what `rewrite` throws.
void relay(const RelayEnds& ends, const RelayOptions& options, EgressPermit& permit, const std::stop_token& stop);

}  // namespace hearth::egress
