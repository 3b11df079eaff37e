#include "api/byte_size.h"

#include <gtest/gtest.h>

#include <limits>

namespace hearth::api {
namespace {

TEST(ByteSize, HasThreeDigitsAndTheUnitThatFits) {
  constexpr std::uint64_t kib = 1024, mib = 1024 * kib, gib = 1024 * mib;
  EXPECT_EQ(byte_size(0), "0 bytes");
  EXPECT_EQ(byte_size(999), "999 bytes");
  EXPECT_EQ(byte_size(1000), "0.977 KiB");
  EXPECT_EQ(byte_size(256 * kib), "256 KiB");
  EXPECT_EQ(byte_size(65228 * mib), "63.7 GiB");
  EXPECT_EQ(byte_size(1023 * gib), "0.999 TiB");
  EXPECT_EQ(byte_size(std::numeric_limits<std::uint64_t>::max()), "16 EiB");
}

}  // namespace
}  // namespace hearth::api
