// SHA-256, random tokens and constant-time comparison, by libsodium. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearth {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// `bytes` random bytes as lower-case hexadecimal.
std::string random_hex(std::size_t bytes);
// Takes the same time wherever the two differ. Texts of different length are unequal.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace hearth
