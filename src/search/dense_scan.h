// The records whose vectors are the nearest to one. Over few vectors every one is compared; over many, first one bit of
// each dimension, and then in full those that differ in the fewest. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "search/postings.h"
#include "search/segment.h"

namespace hearth::search {

// Not a number if the record has none.
float cosine(const Segment& segment, std::size_t place, std::span<const float> vector);

class DenseScan {
 public:
  struct Part {
    const Segment* segment;
    const PlaceSet* allowed;
    std::size_t count;                              // of the allowed
    std::function<bool(std::size_t place)> accept;  // asked only of those that are near enough
  };
  struct Found {
    float similarity;
    std::size_t part, place;
  };

  // `vector` must outlive the scan.
  DenseScan(std::span<const float> vector, std::size_t limit);
  void add(Part part) { parts_.push_back(std::move(part)); }
  // The nearest first. Throws Cancelled.
  std::vector<Found> run(const std::stop_token& stop);

  // From so many vectors on, the bits are compared first.
  static constexpr std::size_t bits_first = 60'000;

 private:
  void compare(std::size_t part, std::size_t place);
  void compare_all(std::size_t part);
  void compare_by_bits(std::size_t part, std::uint64_t most);
  std::uint64_t choose_most(std::size_t wanted) const;

  std::span<const float> vector_;
  std::size_t limit_;
  std::vector<Part> parts_;
  std::vector<std::int8_t> query_;
  std::vector<std::uint64_t> query_signs_;
  float scale_ = 0;
  std::int32_t offset_ = 0;  // what the rows' bytes being 128 too high adds
  std::vector<Found> heap_;
};

}  // namespace hearth::search
