// Makes one segment out of records, in any order: new ones, or those of segments that are merged. One thread each;
// memory is a small multiple of the segment's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/forward.h"
#include "search/segment_format.h"

namespace hearth::search {

// Mean words of a field, over the records that have it.
using FieldLengths = std::array<double, field_count>;

// A record but for its words.
struct Row {
  RecordId id = 0;
  UnixMillis time = 0;
  std::uint64_t scope = 0;
  std::uint64_t group = 0;
  std::uint32_t traits = 0;
  std::uint8_t kind = 0;
  std::uint32_t text_bytes = 0;
  std::string path = {};
  std::vector<std::string> tags = {};
};

// What a term counts in a record before saturation.
float field_share(Field field, float occurrences, std::size_t words, const FieldLengths& lengths);

class SegmentBuilder {
 public:
  explicit SegmentBuilder(std::size_t dimensions) : dimensions_(dimensions) {}

  // A number for the term, good for add().
  std::uint32_t term(std::string_view text);
  // `vector`: a row of vector_stride() bytes; scale 0: none, and `vector` may be empty. Ids must differ.
  void add(Row row, FieldTerms terms, float scale, std::span<const std::uint8_t> vector);

  std::size_t size() const { return rows_.size(); }
  // The bytes of the segment; nothing else may be called after it.
  std::vector<std::byte> finish(const FieldLengths& lengths);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  void rank_terms();
  void write_columns(class SectionWriter& out) const;
  void write_words(class SectionWriter& out, const FieldLengths& lengths);
  void write_terms(class SectionWriter& out, std::vector<TermEntry>& entries) const;
  void write_vectors(class SectionWriter& out) const;

  std::size_t dimensions_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<const std::string*> texts_;  // of each term
  std::vector<Row> rows_;
  std::vector<FieldTerms> terms_;      // of each row
  std::vector<float> scales_;          // of each row
  std::vector<std::uint8_t> vectors_;  // a row for each row
  bool any_vector_ = false;
  std::vector<std::uint32_t> order_;     // of the rows, by id
  std::vector<std::uint32_t> frequent_;  // terms that records have, the most frequent first
  std::vector<std::uint32_t> records_;   // of each term: how many have it
};

// Signed bytes plus 128 in `row`, padded; returns the scale. A vector of zeros gives 0.
float quantise(std::span<const float> vector, std::span<std::uint8_t> row);
// The hash by which `term_slots` are ordered.
std::uint64_t term_hash(std::string_view text);

}  // namespace hearth::search
