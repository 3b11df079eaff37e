// Lists of the records that have a term, with impacts: written in whichever of three ways is the shortest, and added up
// while they are read. Any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/segment_format.h"

namespace hearth::search {

// `places` ascending; as many impacts as places. Sets entry's offset, records, entries and coding.
void append_postings(std::vector<std::byte>& out, std::span<const std::uint16_t> places,
                     std::span<const std::uint8_t> impacts, std::size_t segment_records, TermEntry& entry);
// How many bytes the list takes; nothing beyond them is read.
std::size_t postings_size(const TermEntry& entry, std::size_t segment_records);

using Sums = std::array<std::uint16_t, segment_capacity>;
using PlaceSet = std::array<std::uint64_t, segment_capacity / 64>;

// Adds impact * weight / 256, rounded up, to the sum of each record of the list.
void add_impacts(std::span<const std::byte> postings, const TermEntry& entry, std::size_t segment_records,
                 std::uint32_t weight, Sums& sums);
// Adds the records of the list to the set.
void add_places(std::span<const std::byte> postings, const TermEntry& entry, std::size_t segment_records,
                PlaceSet& set);

}  // namespace hearth::search
