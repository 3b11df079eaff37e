// Finds texts that are known, wherever they stand: a password that was recognised by what is said about it is found
// where nothing is said. Built once, then any thread. Time is linear in the text, whatever the number of values.
#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::egress {

class KnownValues {
 public:
  // Values of fewer than 5 bytes are left out: they would be found in ordinary words.
  explicit KnownValues(std::vector<std::string> values);
  // From left to right, the longest first, disjoint. A value of fewer than 12 bytes must stand as a word of its own.
  std::vector<std::pair<std::size_t, std::size_t>> find(std::string_view text) const;

 private:
  std::size_t length_at(std::string_view text, std::size_t at) const;

  std::vector<std::string> sorted_;
  std::bitset<65536> fronts_;  // by the first two bytes
};

}  // namespace hearth::egress
