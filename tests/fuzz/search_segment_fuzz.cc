// Any bytes as a segment of the index: they are refused, or can be searched and merged without being read beyond their
// end. Their checksum is set right, or nothing would ever be read.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "search/merge.h"
#include "search/snapshot.h"

namespace {

using namespace hearth::search;

std::vector<std::byte> sealed(const std::uint8_t* data, std::size_t size) {
  std::vector<std::byte> bytes(size);
  if (size > 0) std::memcpy(bytes.data(), data, size);
  if (size < sizeof(SegmentHeader)) return bytes;
  const std::uint64_t length = size;
  std::memcpy(bytes.data() + offsetof(SegmentHeader, size), &length, sizeof length);
  const std::uint64_t sum = checksum(ByteSpan(bytes).subspan(checksum_begin));
  std::memcpy(bytes.data() + offsetof(SegmentHeader, checksum), &sum, sizeof sum);
  return bytes;
}

void ask(const Snapshot& snapshot, std::size_t dimensions, const Query& query) {
  for (const Candidate& candidate : search(snapshot, dimensions, query, {}).candidates) {
    hearth::check(snapshot.parts[0].segment->find(candidate.id).has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    Snapshot snapshot;
    snapshot.parts.push_back({std::make_shared<const Segment>(Bytes(sealed(data, size))), nullptr, 1});
    const Segment& segment = *snapshot.parts[0].segment;
    const std::size_t dimensions = segment.header().dimensions;
    Query query;
    query.words = "the kiln reaches twelve \"hundred degrees\"";
    for (std::uint32_t term = 0; term < segment.header().terms && term < 8; ++term) {
      query.words += ' ';
      query.words += segment.term_text(term);
    }
    ask(snapshot, dimensions, query);
    query.all_words = true;
    query.filter.path_prefix = "src/";
    query.filter.tags = {"tag"};
    ask(snapshot, dimensions, query);
    query = {};
    query.vector.assign(dimensions, 0.1F);
    if (segment.has_vectors()) ask(snapshot, dimensions, query);
    hearth::check(merge_segments(snapshot.parts, dimensions, field_lengths(snapshot.parts), {})->records() ==
                  segment.records());
  } catch (const hearth::Error&) {
    return 0;
  }
  return 0;
}
