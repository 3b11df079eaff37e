// An absolute http or https address, as far as a decision and a request need it taken apart. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "egress/host.h"

namespace hearth::egress {

struct Url {
  enum class Scheme { http, https };
  Scheme scheme = Scheme::https;
  Host host;
  std::uint16_t port = 0;  // the scheme's own where the text has none
  std::string target;      // path and query, from the slash on; "/" for an empty path

  // With the canonical host; the port is left out where it is the scheme's own.
  std::string text() const;
};

// Throws Error(invalid_argument) for another scheme, a user name, spaces, control characters, a fragment, and as
// parse_host does.
Url parse_url(std::string_view text);

}  // namespace hearth::egress
