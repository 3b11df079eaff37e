#include "search/postings.h"

#include <cstring>

namespace hearth::search {

namespace {

// Entries that are needed so that no gap is above 255.
std::size_t gap_entries(std::span<const std::uint16_t> places) {
  std::size_t entries = 0;
  std::uint32_t last = 0;
  for (const std::uint32_t place : places) {
    entries += 1 + (place - last > 255 ? (place - last - 1) / 255 : 0);
    last = place;
  }
  return entries;
}

void append_gaps(std::vector<std::byte>& out, std::span<const std::uint16_t> places,
                 std::span<const std::uint8_t> impacts, std::size_t entries) {
  const std::size_t begin = out.size();
  out.resize(begin + 2 * entries);
  std::size_t at = begin;
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < places.size(); ++i, ++at) {
    std::uint32_t gap = places[i] - last;
    for (; gap > 255; gap -= 255, ++at) out[at] = std::byte{255};
    out[at] = static_cast<std::byte>(gap);
    out[at + entries] = static_cast<std::byte>(impacts[i]);
    last = places[i];
  }
}

// Calls each(place, impact) for every entry of the list.
template <class Each>
inline void read_postings(std::span<const std::byte> postings, const TermEntry& entry, std::size_t segment_records,
                          Each each) {
  const std::byte* list = postings.data() + entry.offset;
  const std::size_t entries = entry.entries;
  switch (static_cast<PostingCoding>(entry.coding)) {
    case PostingCoding::places: {
      const std::byte* impacts = list + 2 * entries;
      for (std::size_t i = 0; i < entries; ++i) {
        std::uint16_t place;
        std::memcpy(&place, list + 2 * i, sizeof place);
        each(place, static_cast<std::uint32_t>(impacts[i]));
      }
      break;
    }
    case PostingCoding::gaps: {
      const std::byte* impacts = list + entries;
      std::uint16_t place = 0;  // wraps where a list is not what it should be: never beyond the sums
      for (std::size_t i = 0; i < entries; ++i) {
        place = static_cast<std::uint16_t>(place + static_cast<std::uint16_t>(list[i]));
        each(place, static_cast<std::uint32_t>(impacts[i]));
      }
      break;
    }
    case PostingCoding::all:
      for (std::size_t i = 0; i < segment_records; ++i) {
        each(static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(list[i]));
      }
      break;
  }
}

}  // namespace

void append_postings(std::vector<std::byte>& out, std::span<const std::uint16_t> places,
                     std::span<const std::uint8_t> impacts, std::size_t segment_records, TermEntry& entry) {
  const std::size_t entries = gap_entries(places);
  const std::size_t as_places = 3 * places.size();
  const std::size_t as_gaps = 2 * entries;
  entry.offset = static_cast<std::uint32_t>(out.size());
  entry.records = static_cast<std::uint32_t>(places.size());
  const auto code = [&](PostingCoding coding, std::size_t n) {
    entry.coding = static_cast<std::uint32_t>(coding);
    entry.entries = static_cast<std::uint32_t>(n) & 0xFFFFFU;
  };
  if (segment_records <= as_gaps && segment_records <= as_places) {
    code(PostingCoding::all, places.size());
    const std::size_t begin = out.size();
    out.resize(begin + segment_records);
    for (std::size_t i = 0; i < places.size(); ++i) out[begin + places[i]] = static_cast<std::byte>(impacts[i]);
  } else if (as_gaps < as_places) {
    code(PostingCoding::gaps, entries);
    append_gaps(out, places, impacts, entries);
  } else {
    code(PostingCoding::places, places.size());
    const auto bytes = std::as_bytes(places);
    out.insert(out.end(), bytes.begin(), bytes.end());
    const auto rest = std::as_bytes(impacts);
    out.insert(out.end(), rest.begin(), rest.end());
  }
}

std::size_t postings_size(const TermEntry& entry, std::size_t segment_records) {
  switch (static_cast<PostingCoding>(entry.coding)) {
    case PostingCoding::places:
      return std::size_t{3} * entry.entries;
    case PostingCoding::gaps:
      return std::size_t{2} * entry.entries;
    case PostingCoding::all:
      return segment_records;
  }
  return SIZE_MAX;
}

void add_impacts(std::span<const std::byte> postings, const TermEntry& entry, std::size_t segment_records,
                 std::uint32_t weight, Sums& sums) {
  if (static_cast<PostingCoding>(entry.coding) == PostingCoding::all) {
    // A loop of its own, which the compiler turns into one over registers.
    const auto* list = reinterpret_cast<const std::uint8_t*>(postings.data() + entry.offset);
    for (std::size_t i = 0; i < segment_records; ++i) {
      sums[i] = static_cast<std::uint16_t>(sums[i] + ((list[i] * weight + 255) >> 8));
    }
    return;
  }
  read_postings(postings, entry, segment_records, [&](std::uint16_t place, std::uint32_t impact) {
    sums[place] = static_cast<std::uint16_t>(sums[place] + ((impact * weight + 255) >> 8));
  });
}

void add_places(std::span<const std::byte> postings, const TermEntry& entry, std::size_t segment_records,
                PlaceSet& set) {
  read_postings(postings, entry, segment_records, [&](std::uint16_t place, std::uint32_t impact) {
    set[place / 64] |= std::uint64_t{impact != 0} << (place % 64);
  });
}

}  // namespace hearth::search
