#include "egress/open_connections.h"

#include <utility>

namespace hearth::egress {

std::stop_token OpenConnections::add(EgressId id, OpenConnection connection) {
  Entry entry{std::move(connection), {}};
  std::stop_token cut = entry.cut.get_token();
  entries_.with([&](auto& entries) { entries.emplace(id, std::move(entry)); });
  return cut;
}

void OpenConnections::found_at(EgressId id, const std::vector<IpAddress>& addresses) {
  entries_.with([&](auto& entries) { entries.at(id).connection.addresses = addresses; });
}

void OpenConnections::remove(EgressId id) {
  entries_.with([&](auto& entries) { entries.erase(id); });
}

void OpenConnections::cut_unless(const std::function<bool(const OpenConnection&)>& allowed) {
  // Copies: one may end while it is judged, and what a stop wakes is somebody else's code.
  std::vector<Entry> open;
  entries_.with([&](auto& entries) {
    for (auto& [id, entry] : entries) open.push_back(entry);
  });
  for (Entry& entry : open) {
    if (!allowed(entry.connection)) entry.cut.request_stop();
  }
}

}  // namespace hearth::egress
