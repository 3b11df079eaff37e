// New segments out of records, and out of segments without their erased records. Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <vector>

#include "search/segment.h"
#include "search/segment_builder.h"

namespace hearth::search {

// Which records of a segment are erased. Replaced by a changed copy, never changed once a search may see it.
struct Erased {
  explicit Erased(std::size_t records) : bits((records + 63) / 64, 0) {}
  bool has(std::size_t place) const { return (bits[place / 64] >> (place % 64) & 1) != 0; }
  void add(std::size_t place) {
    if (has(place)) return;
    bits[place / 64] |= std::uint64_t{1} << (place % 64);
    ++count;
  }

  std::vector<std::uint64_t> bits;
  std::size_t count = 0;
};

struct Part {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Erased> erased;  // or null: none
  std::uint64_t file = 0;                // its number; 0: in memory only
  std::size_t live() const { return segment->records() - (erased ? erased->count : 0); }
  bool is_live(std::size_t place) const { return !erased || !erased->has(place); }
};

// At most segment_capacity of them, with different ids.
std::shared_ptr<const Segment> build_segment(const std::vector<Record>& records, std::size_t begin, std::size_t end,
                                             std::size_t dimensions, const FieldLengths& lengths);
// Together they have at most segment_capacity live records. Throws Cancelled.
std::shared_ptr<const Segment> merge_segments(const std::vector<Part>& parts, std::size_t dimensions,
                                              const FieldLengths& lengths, const std::stop_token& stop);

}  // namespace hearth::search
