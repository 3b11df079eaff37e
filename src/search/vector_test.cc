#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "search/dense_scan.h"
#include "search/merge.h"
#include "search/vector_kernels.h"

namespace hearth::search {
namespace {

std::vector<float> random_unit(std::mt19937& random, std::size_t dimensions) {
  std::normal_distribution<float> normal;
  std::vector<float> vector(dimensions);
  float length = 0;
  for (float& x : vector) {
    x = normal(random);
    length += x * x;
  }
  for (float& x : vector) x /= std::sqrt(length);
  return vector;
}

TEST(VectorKernels, ThisMachinesAgreeWithThePlainOnes) {
  std::mt19937 random(1);
  for (const std::size_t stride : {64U, 256U, 384U}) {
    std::vector<std::uint8_t> row(stride);
    std::vector<std::int8_t> query(stride);
    std::vector<std::uint64_t> signs(stride / 64 * 8), bits(stride / 64);
    for (int round = 0; round < 50; ++round) {
      // The extremes are what overflows a register that is too narrow.
      for (auto& x : row) x = round == 0 ? 255 : static_cast<std::uint8_t>(random());
      for (auto& x : query) x = round == 0 ? -127 : static_cast<std::int8_t>(random());
      for (auto& x : signs) x = (std::uint64_t{random()} << 32) | random();
      for (auto& x : bits) x = (std::uint64_t{random()} << 32) | random();
      EXPECT_EQ(vector_kernels().dot(row.data(), query.data(), stride),
                plain_kernels().dot(row.data(), query.data(), stride));
      std::uint64_t here[8], plain[8];
      vector_kernels().distances(signs.data(), bits.data(), bits.size(), here);
      plain_kernels().distances(signs.data(), bits.data(), bits.size(), plain);
      for (int i = 0; i < 8; ++i) EXPECT_EQ(here[i], plain[i]);
    }
  }
}

TEST(DenseScan, FindsTheNearestAmongTheAllowed) {
  std::mt19937 random(2);
  constexpr std::size_t dimensions = 100;  // no multiple of a register
  std::vector<Record> records(500);
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].id = i + 1;
    if (i % 10 != 0) records[i].vector = random_unit(random, dimensions);
  }
  const auto segment = build_segment(records, 0, records.size(), dimensions, {});
  PlaceSet allowed = {};
  std::vector<std::pair<float, std::size_t>> expected;
  const std::vector<float> query = random_unit(random, dimensions);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i % 3 == 0) continue;
    allowed[i / 64] |= std::uint64_t{1} << (i % 64);
    if (records[i].vector.empty()) {
      EXPECT_TRUE(std::isnan(cosine(*segment, i, query)));
      continue;
    }
    float dot = 0;
    for (std::size_t d = 0; d < dimensions; ++d) dot += query[d] * records[i].vector[d];
    EXPECT_NEAR(cosine(*segment, i, query), dot, 0.01);
    expected.emplace_back(-dot, i);
  }
  std::sort(expected.begin(), expected.end());
  DenseScan scan(query, 20);
  scan.add({.segment = segment.get(), .allowed = &allowed, .count = 333, .accept = [](std::size_t) { return true; }});
  const auto found = scan.run({});
  ASSERT_EQ(found.size(), 20U);
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i].similarity, -expected[i].first, 0.02);
  EXPECT_EQ(found[0].place, expected[0].second);
}

}  // namespace
}  // namespace hearth::search
