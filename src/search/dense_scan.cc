#include "search/dense_scan.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/stop.h"
#include "search/segment_builder.h"
#include "search/vector_kernels.h"

namespace hearth::search {

namespace {

// Of so many vectors, so many are compared in full after the bits were.
std::size_t candidates_of(std::size_t vectors, std::size_t limit) {
  return std::max({std::size_t{1000}, 10 * limit, vectors / 100});
}

constexpr std::size_t sampled_every = 16;  // blocks of eight

}  // namespace

float cosine(const Segment& segment, std::size_t place, std::span<const float> vector) {
  if (!segment.has_vectors() || segment.scales()[place] == 0) return std::numeric_limits<float>::quiet_NaN();
  const std::uint8_t* row = segment.vector(place);
  float sum = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) sum += vector[i] * static_cast<float>(row[i] - 128);
  return sum * segment.scales()[place];
}

DenseScan::DenseScan(std::span<const float> vector, std::size_t limit) : vector_(vector), limit_(limit) {
  std::vector<std::uint8_t> row(vector_stride(vector.size()));
  scale_ = quantise(vector_, row);
  query_signs_.assign(row.size() / 64, 0);
  for (std::size_t i = 0; i < row.size(); ++i) {
    query_.push_back(static_cast<std::int8_t>(row[i] - 128));
    offset_ += 128 * query_.back();
    query_signs_[i / 64] |= std::uint64_t{row[i] > 128} << (i % 64);
  }
}

void DenseScan::compare(std::size_t part, std::size_t place) {
  const Segment& segment = *parts_[part].segment;
  const float scale = segment.scales()[place];
  if (scale == 0) return;
  const std::int32_t dot = vector_kernels().dot(segment.vector(place), query_.data(), query_.size()) - offset_;
  const float similarity = static_cast<float>(dot) * scale * scale_;
  const auto nearer = [](const Found& a, const Found& b) { return a.similarity > b.similarity; };
  if (heap_.size() == limit_) {
    if (similarity <= heap_.front().similarity || !parts_[part].accept(place)) return;
    std::pop_heap(heap_.begin(), heap_.end(), nearer);
    heap_.pop_back();
  } else if (!parts_[part].accept(place)) {
    return;
  }
  heap_.push_back({.similarity = similarity, .part = part, .place = place});
  std::push_heap(heap_.begin(), heap_.end(), nearer);
}

void DenseScan::compare_all(std::size_t part) {
  const PlaceSet& allowed = *parts_[part].allowed;
  for (std::size_t word = 0; word * 64 < parts_[part].segment->records(); ++word) {
    for (std::uint64_t left = allowed[word]; left != 0; left &= left - 1) {
      compare(part, word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
    }
  }
}

// The distance up to which about `wanted` of the allowed lie, by a sample of them.
std::uint64_t DenseScan::choose_most(std::size_t wanted) const {
  std::vector<std::size_t> histogram(query_.size() + 1, 0);
  std::size_t total = 0, sampled = 0;
  std::uint64_t eight[8];
  for (const Part& part : parts_) {
    total += part.count;
    const std::size_t blocks = (part.segment->records() + 7) / 8;
    for (std::size_t block = 0; part.count > 0 && block < blocks; block += sampled_every) {
      const std::uint64_t allowed = (*part.allowed)[block / 8] >> (block % 8 * 8) & 0xFF;
      if (allowed == 0) continue;
      vector_kernels().distances(part.segment->signs() + block * 8 * query_signs_.size(), query_signs_.data(),
                                 query_signs_.size(), eight);
      for (std::size_t i = 0; i < 8; ++i) {
        if ((allowed >> i & 1) == 0) continue;
        ++histogram[eight[i]];
        ++sampled;
      }
    }
  }
  const std::size_t share = wanted * sampled / std::max<std::size_t>(total, 1) + 1;
  std::uint64_t most = 0;
  for (std::size_t below = histogram[0]; below < share && most < query_.size();) below += histogram[++most];
  return most;
}

void DenseScan::compare_by_bits(std::size_t part, std::uint64_t most) {
  const std::size_t words = query_signs_.size();
  const std::uint64_t* signs = parts_[part].segment->signs();
  const PlaceSet& allowed = *parts_[part].allowed;
  const auto distances = vector_kernels().distances;
  std::uint64_t eight[8];
  for (std::size_t block = 0; block * 8 < parts_[part].segment->records(); ++block) {
    const std::uint64_t some = allowed[block / 8] >> (block % 8 * 8) & 0xFF;
    if (some == 0) continue;
    distances(signs + block * 8 * words, query_signs_.data(), words, eight);
    for (std::size_t i = 0; i < 8; ++i) {
      if (eight[i] <= most && (some >> i & 1) != 0) compare(part, block * 8 + i);
    }
  }
}

std::vector<DenseScan::Found> DenseScan::run(const std::stop_token& stop) {
  if (scale_ == 0) return {};
  std::size_t total = 0;
  for (Part& part : parts_) {
    if (!part.segment->has_vectors()) part.count = 0;
    total += part.count;
  }
  const bool by_bits = total >= bits_first;
  const std::uint64_t most = by_bits ? choose_most(candidates_of(total, limit_)) : 0;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    throw_if_stopped(stop);
    if (parts_[part].count == 0) continue;
    by_bits ? compare_by_bits(part, most) : compare_all(part);
  }
  std::sort(heap_.begin(), heap_.end(), [](const Found& a, const Found& b) { return a.similarity > b.similarity; });
  return std::move(heap_);
}

}  // namespace hearth::search
