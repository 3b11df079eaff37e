// How a segment lies in memory and in its file: a header, then sections, each on a boundary of 64 bytes. A segment
// holds at most 65,536 records in the order of their ids, so that a record's place in it fits 16 bits; it never
// changes. Terms are numbered by how many records have them, the most frequent first, so that their numbers are short.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "search/record.h"

namespace hearth::search {

static_assert(std::endian::native == std::endian::little, "the files are written as the numbers lie in memory");

inline constexpr std::size_t segment_capacity = 65'536;
inline constexpr std::array<char, 8> segment_magic = {'H', 'E', 'A', 'R', 'T', 'H', 'S', 'G'};
inline constexpr std::uint32_t segment_version = 1;

enum class Section : std::uint32_t {
  ids,              // u64 a record, ascending
  times,            // i64 a record
  scope_values,     // u64 each, ascending; `scopes` has an index into them for each record
  scopes,           // a column: 0, 1, 2 or 4 bytes a record
  group_values,     // u64 each
  groups,           // a column
  kinds,            // u8 a record
  trait_values,     // u32 each
  traits,           // a column
  path_offsets,     // u32 each, one more than there are paths; sorted
  path_bytes,       //
  paths,            // a column
  tag_offsets,      // u32 each, one more than there are tags; sorted
  tag_bytes,        //
  tag_set_offsets,  // u32 each, one more than there are sets
  tag_set_items,    // u32 each, indexes of tags
  tag_sets,         // a column
  forward_offsets,  // u32 a record and one more: where its words stand in `forward`
  forward,          // the words of each record, as numbers of terms
  term_offsets,     // u32 a term and one more
  term_bytes,       //
  term_slots,       // u32 each, a power of two of them: open addressing by hash; empty_slot or a term
  terms,            // TermEntry each
  postings,         // which records have a term
  scales,           // float a record: what a vector's bytes are multiplied by; 0: it has none. Empty: none has
  vectors,          // rows of vector_stride() bytes, 128 more than the signed value
  signs,            // one bit a dimension, eight records side by side
  count
};
inline constexpr std::size_t section_count = static_cast<std::size_t>(Section::count);

inline constexpr std::uint32_t empty_slot = 0xFFFF'FFFF;

enum class PostingCoding : std::uint8_t {
  places,  // u16 each, then impacts
  gaps,    // u8 each, then impacts; a gap of more than 255 is filled with entries of impact 0
  all,     // an impact for every record
};

// An impact is what a term counts in a record, from 1 to 255, with its fields and their lengths; 0: it is not there.
struct TermEntry {
  std::uint32_t offset;   // in `postings`
  std::uint32_t records;  // how many have it
  std::uint32_t entries : 20, coding : 2, stop : 1, unused : 9;
};
static_assert(sizeof(TermEntry) == 12);

struct SegmentHeader {
  std::array<char, 8> magic;
  std::uint64_t checksum;  // of everything behind this field
  std::uint64_t size;
  std::uint32_t version;
  std::uint32_t records;
  std::uint32_t terms;
  std::uint32_t dimensions;
  std::uint64_t text_bytes;
  std::array<std::uint64_t, field_count> field_words;    // of all records
  std::array<std::uint32_t, field_count> field_records;  // in which the field is not empty
  struct Place {
    std::uint64_t offset, size;
  };
  std::array<Place, section_count> sections;
};
inline constexpr std::size_t checksum_begin = 16;

// A row of a vector, so that every kind of processor reads whole registers.
constexpr std::size_t vector_stride(std::size_t dimensions) {
  return (dimensions + 63) / 64 * 64;
}
constexpr std::size_t aligned(std::size_t offset) {
  return (offset + 63) / 64 * 64;
}

}  // namespace hearth::search
