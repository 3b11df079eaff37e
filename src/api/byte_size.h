// How a number of bytes is written for people. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace hearth::api {

// In the unit that needs no more than three digits: "63.7 GiB", "256 KiB", "12 bytes".
std::string byte_size(std::uint64_t bytes);

}  // namespace hearth::api
