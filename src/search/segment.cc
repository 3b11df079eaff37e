#include "search/segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "search/postings.h"
#include "search/segment_builder.h"

namespace hearth::search {

namespace {

void require(bool sound, std::string_view what) {
  if (!sound) throw Error(Code::unavailable, fmt::format("reading a segment of the search index: {}", what));
}

const SegmentHeader* checked_header(ByteSpan bytes) {
  require(bytes.size() >= sizeof(SegmentHeader), "it is cut short");
  const auto* header = reinterpret_cast<const SegmentHeader*>(bytes.data());
  require(header->magic == segment_magic, "it is another kind of file");
  require(header->version == segment_version, "it is of another version");
  require(header->size == bytes.size(), "its size is not what it says");
  require(header->checksum == checksum(bytes.subspan(checksum_begin)), "its checksum does not fit");
  require(header->records <= segment_capacity, "it has too many records");
  require(header->dimensions <= 0xFFFF, "its vectors are too long");
  for (const SegmentHeader::Place& place : header->sections) {
    require(place.offset % 64 == 0 && place.offset <= bytes.size() && place.size <= bytes.size() - place.offset,
            "a section lies outside of it");
  }
  return header;
}

}  // namespace

std::uint32_t Column::operator[](std::size_t place) const {
  switch (width) {
    case 1:
      return static_cast<std::uint32_t>(data[place]);
    case 2:
      return reinterpret_cast<const std::uint16_t*>(data)[place];
    case 4:
      return reinterpret_cast<const std::uint32_t*>(data)[place];
    default:
      return 0;
  }
}

Segment::Segment(Bytes bytes) : bytes_(std::move(bytes)), header_(checked_header(bytes_.span())) {
  entries_ = values<TermEntry>(Section::terms);
  slots_ = values<std::uint32_t>(Section::term_slots);
  term_offsets_ = values<std::uint32_t>(Section::term_offsets);
  scales_ = values<float>(Section::scales);
  vectors_ = values<std::uint8_t>(Section::vectors).data();
  stride_ = vector_stride(header_->dimensions);
  check_sections();
  check_words();
}

void Segment::check_sections() const {
  const std::size_t n = records();
  require(ids().size() == n && values<std::int64_t>(Section::times).size() == n &&
              values<std::uint8_t>(Section::kinds).size() == n,
          "a column is too short");
  for (std::size_t i = 0; i + 1 < n; ++i) require(ids()[i] < ids()[i + 1], "its records are not in order");
  for (const std::uint8_t kind : values<std::uint8_t>(Section::kinds)) require(kind < 32, "a kind is unknown");

  const auto check_offsets = [&](Section offsets, std::size_t end, std::size_t least) {
    const auto all = values<std::uint32_t>(offsets);
    require(all.size() >= least && !all.empty() && all.front() == 0 && all.back() <= end &&
                std::is_sorted(all.begin(), all.end()),
            "a list of offsets is wrong");
  };
  const auto check_column = [&](Section section, std::size_t distinct) {
    const std::size_t size = values<std::byte>(section).size();
    require(n == 0 || size == 0 || size == n || size == 2 * n || size == 4 * n, "a column is too short");
    const Column numbers = column(section);
    std::uint32_t highest = 0;
    for (std::size_t i = 0; i < n; ++i) highest = std::max(highest, numbers[i]);
    require(n == 0 || highest < distinct, "a column names a value that is not there");
  };
  check_column(Section::scopes, values<std::uint64_t>(Section::scope_values).size());
  check_column(Section::groups, values<std::uint64_t>(Section::group_values).size());
  check_column(Section::traits, values<std::uint32_t>(Section::trait_values).size());
  check_offsets(Section::path_offsets, values<std::byte>(Section::path_bytes).size(), 1);
  check_column(Section::paths, values<std::uint32_t>(Section::path_offsets).size() - 1);
  check_offsets(Section::tag_offsets, values<std::byte>(Section::tag_bytes).size(), 1);
  check_offsets(Section::tag_set_offsets, values<std::uint32_t>(Section::tag_set_items).size(), 1);
  check_column(Section::tag_sets, values<std::uint32_t>(Section::tag_set_offsets).size() - 1);
  for (const std::uint32_t tag : values<std::uint32_t>(Section::tag_set_items)) {
    require(tag + std::size_t{1} < values<std::uint32_t>(Section::tag_offsets).size(), "a tag is unknown");
  }
  check_offsets(Section::forward_offsets, values<std::byte>(Section::forward).size(), n + 1);
  check_offsets(Section::term_offsets, values<std::byte>(Section::term_bytes).size(), header_->terms + std::size_t{1});

  const std::size_t blocks = (n + 7) / 8 * 8;
  require(scales_.empty() ||
              (scales_.size() == n && stride_ > 0 && values<std::uint8_t>(Section::vectors).size() == n * stride_ &&
               values<std::uint64_t>(Section::signs).size() == blocks * (stride_ / 64)),
          "its vectors are cut short");
}

void Segment::check_words() const {
  require(entries_.size() == header_->terms, "its list of terms is cut short");
  require(std::has_single_bit(slots_.size()) && slots_.size() > entries_.size(), "its table of terms is too small");
  std::size_t taken = 0;
  for (const std::uint32_t slot : slots_) {
    require(slot == empty_slot || slot < entries_.size(), "its table names a term that is not there");
    if (slot != empty_slot) ++taken;
  }
  require(taken < slots_.size(), "its table of terms has no end");
  const std::size_t size = postings().size();
  for (const TermEntry& each : entries_) {
    require(each.records <= records(), "a term is in more records than there are");
    require(each.offset <= size && postings_size(each, records()) <= size - each.offset,
            "a list of records is cut short");
  }
}

Column Segment::column(Section section) const {
  const auto all = values<std::byte>(section);
  return {.data = all.data(), .width = records() == 0 ? 0 : all.size() / records()};
}

std::optional<std::size_t> Segment::find(RecordId id) const {
  const auto all = ids();
  if (all.empty() || id < all.front() || id > all.back()) return std::nullopt;
  const auto found = std::lower_bound(all.begin(), all.end(), id);
  if (*found != id) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

std::string_view Segment::text(Section offsets, Section bytes, std::size_t i) const {
  const auto ends = values<std::uint32_t>(offsets);
  return {values<char>(bytes).data() + ends[i], ends[i + 1] - ends[i]};
}

std::string_view Segment::term_text(std::uint32_t term) const {
  return {values<char>(Section::term_bytes).data() + term_offsets_[term],
          term_offsets_[term + 1] - term_offsets_[term]};
}

std::optional<std::uint32_t> Segment::find_term(std::string_view text) const {
  for (std::size_t slot = term_hash(text);; ++slot) {
    const std::uint32_t term = slots_[slot & (slots_.size() - 1)];
    if (term == empty_slot) return std::nullopt;
    if (term_text(term) == text) return term;
  }
}

void Segment::read_words(std::size_t place, FieldTerms& record) const {
  const auto offsets = values<std::uint32_t>(Section::forward_offsets);
  read_forward(values<std::byte>(Section::forward).subspan(offsets[place], offsets[place + 1] - offsets[place]),
               header_->terms, record);
}

}  // namespace hearth::search
