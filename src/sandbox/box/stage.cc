#include "sandbox/box/stage.h"

#include <algorithm>
#include <cstdint>

namespace hearth::sandbox {

std::string id_map(std::uint32_t owner) {
  constexpr std::uint32_t no_id = 0xFFFFFFFF;
  std::string map;
  auto identity = [&](std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    map += std::to_string(begin) + " " + std::to_string(begin) + " " + std::to_string(end - begin) + "\n";
  };
  std::uint32_t low = std::min(owner, unprivileged_id);
  std::uint32_t high = std::max(owner, unprivileged_id);
  identity(0, low);
  identity(low + 1, high);
  identity(high + 1, no_id);
  map += std::to_string(owner) + " " + std::to_string(unprivileged_id) + " 1\n";
  return map;
}

}  // namespace hearth::sandbox
