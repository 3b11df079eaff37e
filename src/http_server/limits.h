// What one client may cost the server. Plain values; app/ takes them from the settings.
#pragma once

#include <chrono>
#include <cstddef>

namespace hearth::http_server {

struct Limits {
  std::size_t connections = 256;  // one thread each; the next one is told 503
  std::size_t header_bytes = 16 * 1024;
  std::size_t headers = 100;
  std::size_t body_bytes = 16 * 1024 * 1024;
  std::chrono::milliseconds header_timeout{10'000};  // from the first byte of a request to the end of its header
  std::chrono::milliseconds body_timeout{30'000};    // from the end of the header to the end of the body
  std::chrono::milliseconds idle_timeout{60'000};    // between two requests of one connection
  std::chrono::milliseconds write_timeout{30'000};   // for each write to a client that does not read
};

}  // namespace hearth::http_server
