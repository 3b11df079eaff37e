#include "api/media_type.h"

#include <gtest/gtest.h>

#include <string>

namespace hearth::api {
namespace {

TEST(MediaType, IsFoundFromTheBytes) {
  EXPECT_EQ(media_type_of("h\u00e9llo\n"), "text/plain");
  EXPECT_EQ(media_type_of("\x89PNG\r\n\x1a\n...."), "image/png");
  EXPECT_EQ(media_type_of("\xff\xd8\xff\xe0"), "image/jpeg");
  EXPECT_EQ(media_type_of("GIF89a"), "image/gif");
  EXPECT_EQ(media_type_of(std::string("RIFF\x10\0\0\0WEBPVP8 ", 16)), "image/webp");
  EXPECT_EQ(media_type_of("RIFF"), "text/plain");
  EXPECT_EQ(media_type_of("\xff\xfe"), "");
  EXPECT_EQ(media_type_of(std::string("a\0b", 3)), "");
}

}  // namespace
}  // namespace hearth::api
