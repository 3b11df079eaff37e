#include "search/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "search/words.h"

namespace hearth::search {

namespace {

constexpr std::size_t longest_field = 65'535;  // words; what comes after them is not found

std::vector<std::uint32_t> read_terms(SegmentBuilder& builder, Field field, std::string_view text) {
  std::vector<std::uint32_t> terms;
  Words words(text);
  Word word;
  while (terms.size() < longest_field && words.next(word)) {
    // What every sentence has says nothing about a neighbour.
    if (!word.stop || keeps_order(field)) terms.push_back(builder.term(word.stem));
  }
  return terms;
}

}  // namespace

std::shared_ptr<const Segment> build_segment(const std::vector<Record>& records, std::size_t begin, std::size_t end,
                                             std::size_t dimensions, const FieldLengths& lengths) {
  SegmentBuilder builder(dimensions);
  std::vector<std::uint8_t> quantised(vector_stride(dimensions));
  for (std::size_t i = begin; i < end; ++i) {
    const Record& record = records[i];
    FieldTerms terms;
    for (std::size_t f = 0; f < field_count; ++f) {
      terms.terms[f] = read_terms(builder, static_cast<Field>(f), record.fields[f]);
    }
    Row row = {.id = record.id,
               .time = record.time,
               .scope = record.scope,
               .group = record.group,
               .traits = record.traits,
               .kind = record.kind,
               .text_bytes = static_cast<std::uint32_t>(record.fields[0].size()),
               .path = record.path,
               .tags = record.tags};
    std::sort(row.tags.begin(), row.tags.end());
    row.tags.erase(std::unique(row.tags.begin(), row.tags.end()), row.tags.end());
    const float scale = record.vector.empty() ? 0 : quantise(record.vector, quantised);
    builder.add(std::move(row), std::move(terms), scale, quantised);
  }
  return std::make_shared<const Segment>(Bytes(builder.finish(lengths)));
}

namespace {

Row row_of(const Segment& segment, std::size_t place) {
  Row row = {.id = segment.ids()[place],
             .time = segment.values<std::int64_t>(Section::times)[place],
             .scope = segment.values<std::uint64_t>(Section::scope_values)[segment.column(Section::scopes)[place]],
             .group = segment.values<std::uint64_t>(Section::group_values)[segment.column(Section::groups)[place]],
             .traits = segment.values<std::uint32_t>(Section::trait_values)[segment.column(Section::traits)[place]],
             .kind = segment.values<std::uint8_t>(Section::kinds)[place],
             .text_bytes = 0,
             .path = std::string(
                 segment.text(Section::path_offsets, Section::path_bytes, segment.column(Section::paths)[place])),
             .tags = {}};
  const std::uint32_t set = segment.column(Section::tag_sets)[place];
  const auto ends = segment.values<std::uint32_t>(Section::tag_set_offsets);
  for (std::uint32_t i = ends[set]; i < ends[set + 1]; ++i) {
    const std::uint32_t tag = segment.values<std::uint32_t>(Section::tag_set_items)[i];
    row.tags.emplace_back(segment.text(Section::tag_offsets, Section::tag_bytes, tag));
  }
  return row;
}

void add_live(SegmentBuilder& builder, const Part& part, std::size_t dimensions) {
  const Segment& segment = *part.segment;
  constexpr std::uint32_t unknown = 0xFFFF'FFFF;
  std::vector<std::uint32_t> numbers(segment.header().terms, unknown);
  // A segment does not keep how long each text was: its records have their shares of the whole.
  const std::size_t text_bytes = segment.records() == 0 ? 0 : segment.header().text_bytes / segment.records();
  const std::size_t stride = vector_stride(dimensions);
  FieldTerms terms;
  for (std::size_t place = 0; place < segment.records(); ++place) {
    if (!part.is_live(place)) continue;
    segment.read_words(place, terms);
    for (auto& field : terms.terms) {
      for (std::uint32_t& term : field) {
        std::uint32_t& number = numbers[term];
        if (number == unknown) number = builder.term(segment.term_text(term));
        term = number;
      }
    }
    Row row = row_of(segment, place);
    row.text_bytes = static_cast<std::uint32_t>(text_bytes);
    const float scale = segment.has_vectors() ? segment.scales()[place] : 0;
    builder.add(std::move(row), terms, scale,
                scale == 0 ? std::span<const std::uint8_t>() : std::span(segment.vector(place), stride));
  }
}

}  // namespace

std::shared_ptr<const Segment> merge_segments(const std::vector<Part>& parts, std::size_t dimensions,
                                              const FieldLengths& lengths, const std::stop_token& stop) {
  SegmentBuilder builder(dimensions);
  for (const Part& part : parts) {
    throw_if_stopped(stop);
    add_live(builder, part, dimensions);
  }
  throw_if_stopped(stop);
  return std::make_shared<const Segment>(Bytes(builder.finish(lengths)));
}

}  // namespace hearth::search
