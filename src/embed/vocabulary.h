// The words and word parts an encoder knows, each with its number. The hash table is part of the file of weights and
// used where it is mapped, so that opening one costs nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "embed/weights.h"

namespace hearth::embed {

// A part continues a word ("##ing" in a vocab.txt); it is kept without its sign.
enum class Place : std::uint32_t { begins, continues };

class Vocabulary {
 public:
  // Throws Error(invalid_argument): a table that leads outside itself, or [CLS], [SEP] or [UNK] are missing.
  explicit Vocabulary(const Weights& weights);

  // The longest token that `text` begins with, and its length in bytes.
  struct Match {
    std::uint32_t id = 0;
    std::size_t length = 0;  // 0: none
  };
  Match longest(std::string_view text, Place place) const;

  // Without "##".
  std::string_view token(std::uint32_t id) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
  std::uint32_t first() const { return first_; }      // [CLS]
  std::uint32_t last() const { return last_; }        // [SEP]
  std::uint32_t unknown() const { return unknown_; }  // [UNK]

 private:
  std::optional<std::uint32_t> find(std::string_view token, Place place, std::uint64_t hash) const;

  std::string_view bytes_;                // all tokens, one after the other
  std::span<const std::uint32_t> ends_;   // where each ends; the top bit: it continues a word
  std::span<const std::uint32_t> slots_;  // a power of two of them: id + 1, or 0
  std::size_t longest_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  std::uint32_t unknown_ = 0;
};

// Adds the tables for the lines of a vocab.txt.
void add_vocabulary(WeightsWriter& writer, const std::vector<std::string>& tokens);

}  // namespace hearth::embed
