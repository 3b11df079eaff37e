#include "embed/checksum.h"

#include <array>
#include <bit>
#include <cstring>

namespace hearth::embed {
namespace {

constexpr std::size_t lanes = 8;
constexpr std::uint64_t odd = 0xd1b54a32d192ed03;  // any odd number makes each step reversible; this one mixes well

std::uint64_t step(std::uint64_t lane, std::uint64_t word) {
  return std::rotl((lane ^ word) * odd, 29);
}

}  // namespace

std::uint64_t checksum(std::span<const std::byte> bytes) {
  // Lanes that do not wait for each other keep the multiplier busy.
  std::array<std::uint64_t, lanes> lane = {};
  for (std::size_t i = 0; i < lanes; ++i) lane[i] = (i + 1) * odd;
  std::array<std::uint64_t, lanes> words = {};
  std::size_t at = 0;
  for (; bytes.size() - at >= sizeof words; at += sizeof words) {
    std::memcpy(words.data(), bytes.data() + at, sizeof words);
    for (std::size_t i = 0; i < lanes; ++i) lane[i] = step(lane[i], words[i]);
  }
  words = {};
  if (at < bytes.size()) std::memcpy(words.data(), bytes.data() + at, bytes.size() - at);
  for (std::size_t i = 0; i < lanes; ++i) lane[i] = step(lane[i], words[i]);
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t one : lane) sum = step(sum, one);
  return sum ^ sum >> 32;
}

}  // namespace hearth::embed
