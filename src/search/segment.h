// Reads one segment, in memory or mapped. Opening it checks every number that is used as an index, so that no file,
// however made, is read beyond its end. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "search/file_bytes.h"
#include "search/forward.h"
#include "search/segment_format.h"

namespace hearth::search {

// Small numbers in 0, 1, 2 or 4 bytes each.
struct Column {
  const std::byte* data = nullptr;
  std::size_t width = 0;

  std::uint32_t operator[](std::size_t place) const;
};

class Segment {
 public:
  // Throws Error(unavailable) naming what is wrong with the bytes.
  explicit Segment(Bytes bytes);

  const SegmentHeader& header() const { return *header_; }
  std::size_t records() const { return header_->records; }
  ByteSpan bytes() const { return bytes_.span(); }
  bool mapped() const { return bytes_.mapped(); }

  template <class T>
  std::span<const T> values(Section section) const {
    const SegmentHeader::Place& place = header_->sections[static_cast<std::size_t>(section)];
    return {reinterpret_cast<const T*>(bytes().data() + place.offset), place.size / sizeof(T)};
  }
  Column column(Section section) const;

  std::span<const RecordId> ids() const { return values<RecordId>(Section::ids); }
  std::optional<std::size_t> find(RecordId id) const;

  std::optional<std::uint32_t> find_term(std::string_view text) const;
  const TermEntry& entry(std::uint32_t term) const { return entries_[term]; }
  std::string_view term_text(std::uint32_t term) const;
  std::span<const std::byte> postings() const { return values<std::byte>(Section::postings); }
  void read_words(std::size_t place, FieldTerms& record) const;

  std::string_view text(Section offsets, Section bytes, std::size_t i) const;
  bool has_vectors() const { return !scales_.empty(); }
  std::span<const float> scales() const { return scales_; }
  const std::uint8_t* vector(std::size_t place) const { return vectors_ + place * stride_; }
  const std::uint64_t* signs() const { return values<std::uint64_t>(Section::signs).data(); }

 private:
  void check_sections() const;
  void check_words() const;

  Bytes bytes_;
  const SegmentHeader* header_ = nullptr;
  std::span<const TermEntry> entries_;
  std::span<const std::uint32_t> slots_;
  std::span<const std::uint32_t> term_offsets_;
  std::span<const float> scales_;
  const std::uint8_t* vectors_ = nullptr;
  std::size_t stride_ = 0;
};

}  // namespace hearth::search
