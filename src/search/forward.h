// The words of one record as numbers of terms: for phrases, for neighbourhood, and to make postings anew in a merge.
// The fields of the record itself keep their order; those of its neighbours are only counted. Any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/record.h"

namespace hearth::search {

constexpr bool keeps_order(Field field) {
  return field < Field::previous;
}

struct FieldTerms {
  std::array<std::vector<std::uint32_t>, field_count> terms;
  std::vector<std::uint32_t>& operator[](Field field) { return terms[static_cast<std::size_t>(field)]; }
  const std::vector<std::uint32_t>& operator[](Field field) const { return terms[static_cast<std::size_t>(field)]; }
};

// Sorts the fields that do not keep their order.
void append_forward(std::vector<std::byte>& out, FieldTerms& record);
// What append_forward wrote. Bytes that it did not write give some terms below `term_count`, or none.
void read_forward(std::span<const std::byte> bytes, std::uint32_t term_count, FieldTerms& record);

}  // namespace hearth::search
