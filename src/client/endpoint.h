// Where the sidecar of a data directory can be met: a folder that only its owner may enter, with the unix socket and
// the file that holds the token of the present launch. The sidecar makes it, every client looks it up; both by the same
// rules. Any thread. Errors: denied when a folder or file there belongs to somebody else or is open to others.
//
// The folder is the first of these that can be used:
//   $XDG_RUNTIME_DIR/hearth/HASH     when that directory is ours alone (without the variable: /run/user/UID)
//   DATA/run                         when the socket's path is short enough for a unix socket
//   /tmp/hearth-UID/HASH             else
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::client {

struct Endpoint {
  std::string base;       // exists already and is not ours to make
  std::string directory;  // below base
  std::string socket;
  std::string token_file;
};

// Where to look, best first. The environments of sidecar and client may differ, so a client tries them all.
std::vector<Endpoint> find_endpoints(const std::string& data_directory);

// For the sidecar: makes the folder of the first one, 0700, and verifies what was there before.
Endpoint prepare_endpoint(const std::string& data_directory);
// Writes the token file, 0600, as a whole.
void publish(const Endpoint& endpoint, std::string_view token);
// Removes the token file. Never throws.
void withdraw(const Endpoint& endpoint) noexcept;

// Nothing when no sidecar has published one.
std::optional<std::string> read_token(const Endpoint& endpoint);

}  // namespace hearth::client
