#include "documents/readers/charset.h"

#include <gtest/gtest.h>

namespace hearth::documents {

namespace {

TEST(Charset, MarksAndDeclarationsAreHeeded) {
  EXPECT_EQ(to_utf8("\xEF\xBB\xBFgr\xC3\xBC\xC3\x9F"), "grüß");
  EXPECT_EQ(to_utf8(std::string_view("\xFF\xFEg\0\xFC\0", 6)), "gü");
  EXPECT_EQ(to_utf8(std::string_view("\xFE\xFF\0g\0\xFC", 6)), "gü");
  EXPECT_EQ(to_utf8(std::string_view("h\0e\0l\0l\0o\0", 10)), "hello");
  EXPECT_EQ(to_utf8("\xD4\xC5\xD3\xD4", "KOI8-R"), "тест");
  EXPECT_EQ(to_utf8("\x82\xB1\x82\xF1", "Shift_JIS"), "こん");
  EXPECT_EQ(to_utf8("\x1b$B$3$s\x1b(B", "ISO-2022-JP"), "こん");
  EXPECT_EQ(to_utf8("plain", "no-such-charset"), "plain");
}

TEST(Charset, IsGuessedWhereNothingSaysIt) {
  EXPECT_EQ(to_utf8("Die Gr\xFC\xDF"
                    "e aus K\xF6ln gehen an alle \xD6"
                    "fen der Stra\xDF"
                    "e und an die B\xE4ume."),
            "Die Grüße aus Köln gehen an alle Öfen der Straße und an die Bäume.");
}

TEST(Charset, TextIsToldFromOtherBytes) {
  EXPECT_TRUE(looks_like_text("text\n"));
  EXPECT_TRUE(looks_like_text(""));
  EXPECT_TRUE(looks_like_text(std::string_view("h\0e\0l\0l\0o\0", 10)));
  EXPECT_FALSE(
      looks_like_text(std::string_view("\x7f"
                                       "ELF\2\1\1\0\0",
                                       9)));
  EXPECT_FALSE(looks_like_text("\x01\x02\x03\x04\x05"));
}

}  // namespace

}  // namespace hearth::documents
