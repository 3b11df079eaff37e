#include "api/byte_size.h"

#include <fmt/format.h>

namespace hearth::api {

std::string byte_size(std::uint64_t bytes) {
  constexpr double step = 1024, too_many = 999.5;  // rounded, this would have four digits
  auto value = static_cast<double>(bytes);
  const char* unit = "bytes";
  for (const char* larger : {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}) {
    if (value < too_many) break;
    value /= step;
    unit = larger;
  }
  return fmt::format("{:.3g} {}", value, unit);
}

}  // namespace hearth::api
