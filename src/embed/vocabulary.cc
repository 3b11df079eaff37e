#include "embed/vocabulary.h"

#include <array>
#include <bit>

#include "base/error.h"

namespace hearth::embed {
namespace {

constexpr std::uint32_t continues_bit = 0x80000000;
// Longer tokens are in no vocabulary of this family, and would never be asked for.
constexpr std::size_t longest_token = 256;

std::uint64_t hash_begin(Place place) {
  return 0x9ae16a3b2f90404f + static_cast<std::uint64_t>(place);
}
std::uint64_t hash_add(std::uint64_t hash, char byte) {
  return (hash ^ static_cast<unsigned char>(byte)) * 0x00000100000001b3;
}
std::size_t hash_end(std::uint64_t hash) {
  return static_cast<std::size_t>(hash ^ hash >> 29);
}

std::uint64_t hash_of(std::string_view token, Place place) {
  std::uint64_t hash = hash_begin(place);
  for (const char byte : token) hash = hash_add(hash, byte);
  return hash;
}

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

}  // namespace

Vocabulary::Vocabulary(const Weights& weights)
    : bytes_(weights.text("vocabulary.bytes")),
      ends_(weights.numbers("vocabulary.ends")),
      slots_(weights.numbers("vocabulary.slots")) {
  const auto refuse = [&](std::string_view why) {
    throw Error(Code::invalid_argument,
                fmt::format("opening the weights {}: {}; convert the model again", weights.where(), why));
  };
  if (ends_.empty() || !std::has_single_bit(slots_.size()) || slots_.size() <= ends_.size())
    refuse("its vocabulary is empty or has no table");
  std::uint32_t before = 0;
  for (const std::uint32_t marked : ends_) {
    const std::uint32_t end = marked & ~continues_bit;
    if (end < before || end > bytes_.size()) refuse("its vocabulary leads outside itself");
    longest_ = std::max<std::size_t>(longest_, end - before);
    before = end;
  }
  longest_ = std::min(longest_, longest_token);
  std::size_t used = 0;
  for (const std::uint32_t slot : slots_) {
    if (slot > ends_.size()) refuse("its vocabulary leads outside itself");
    used += slot != 0;
  }
  if (used == slots_.size()) refuse("its vocabulary has no free place, so that a search would never end");
  const auto special = [&](std::string_view name) {
    const auto id = find(name, Place::begins, hash_of(name, Place::begins));
    if (!id) refuse(fmt::format("its vocabulary has no {}", name));
    return *id;
  };
  first_ = special("[CLS]");
  last_ = special("[SEP]");
  unknown_ = special("[UNK]");
}

std::string_view Vocabulary::token(std::uint32_t id) const {
  const std::size_t begin = id == 0 ? 0 : ends_[id - 1] & ~continues_bit;
  return bytes_.substr(begin, (ends_[id] & ~continues_bit) - begin);
}

std::optional<std::uint32_t> Vocabulary::find(std::string_view wanted, Place place, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash_end(hash) & mask; slots_[at] != 0; at = (at + 1) & mask) {
    const std::uint32_t id = slots_[at] - 1;
    if (((ends_[id] & continues_bit) != 0) == (place == Place::continues) && token(id) == wanted) return id;
  }
  return std::nullopt;
}

Vocabulary::Match Vocabulary::longest(std::string_view text, Place place) const {
  // One pass makes the hash of every beginning; the search goes back from the longest.
  std::array<std::uint64_t, longest_token> hashes;
  std::size_t length = 0;
  const std::size_t limit = std::min(text.size(), longest_);
  for (std::uint64_t hash = hash_begin(place); length < limit; ++length)
    hashes[length] = hash = hash_add(hash, text[length]);
  for (; length > 0; --length) {
    if (length < text.size() && !begins_character(text[length])) continue;
    if (const auto id = find(text.substr(0, length), place, hashes[length - 1])) return {.id = *id, .length = length};
  }
  return {};
}

void add_vocabulary(WeightsWriter& writer, const std::vector<std::string>& tokens) {
  std::string bytes;
  std::vector<std::uint32_t> ends;
  std::vector<std::uint32_t> slots(std::bit_ceil(tokens.size() * 2 + 1), 0);
  for (const std::string& written : tokens) {
    // "##" alone is a word of its own.
    const bool continues = written.size() > 2 && written.starts_with("##");
    const std::string_view token = std::string_view(written).substr(continues ? 2 : 0);
    const Place place = continues ? Place::continues : Place::begins;
    std::size_t at = hash_end(hash_of(token, place)) & (slots.size() - 1);
    while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = static_cast<std::uint32_t>(ends.size() + 1);
    bytes += token;
    ends.push_back(static_cast<std::uint32_t>(bytes.size()) | (continues ? continues_bit : 0));
  }
  writer.add("vocabulary.bytes", bytes);
  writer.add("vocabulary.ends", ends);
  writer.add("vocabulary.slots", slots);
}

}  // namespace hearth::embed
