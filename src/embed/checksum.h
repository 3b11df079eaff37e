// A checksum against damage on the disk, not against forgery: fast enough to read all weights before their first use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hearth::embed {

// Any change within one aligned word of eight bytes changes it for certain; others but for one chance in 2^64.
std::uint64_t checksum(std::span<const std::byte> bytes);

}  // namespace hearth::embed
