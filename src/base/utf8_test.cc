#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace hearth {
namespace {

TEST(Utf8, AcceptsTheEndsOfEveryLength) {
  for (const char* text : {"", "a", "\x7f", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatIsBeyondUnicode) {
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFF", "\xC2", "\xE1\x80", "\xF1\x80\x80", "a\xC2z"}) {
    EXPECT_FALSE(is_valid_utf8(text));
  }
}

// Source: Unicode 15, table 3-8, "U+FFFD for maximal subparts".
TEST(Utf8, FindsAFaultAtEveryPlaceOfALongText) {
  for (std::size_t place = 0; place < 25; ++place) {
    std::string text(25, 'a');
    EXPECT_TRUE(is_valid_utf8(text.replace(place, 1, "é")));
    EXPECT_FALSE(is_valid_utf8(text.replace(place, 2, "\xC3")));
  }
}

TEST(Utf8, ReplacesMaximalSubparts) {
  EXPECT_EQ(to_valid_utf8("a\xF1\x80\x80\xE1\x80\xC2"
                          "b\x80"
                          "c\x80\xBF"
                          "d"),
            "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
}

TEST(Utf8, NulBytesAreCharacters) {
  std::string text("a\0b", 3);
  EXPECT_TRUE(is_valid_utf8(text));
  EXPECT_EQ(to_valid_utf8(text), text);
}

TEST(Utf8, DisplayShowsWhatWouldSteerATerminal) {
  EXPECT_EQ(escape_for_display("plain é"), "plain é");
  EXPECT_EQ(escape_for_display("\x1b[2J\n"), "\\u{1b}[2J\\u{a}");
  EXPECT_EQ(escape_for_display("\u202Etxt.exe"), "\\u{202e}txt.exe");
  EXPECT_EQ(escape_for_display("\xC2\x9B"), "\\u{9b}");
  EXPECT_EQ(escape_for_display("a\xff\xE1\x80"), "a\\xff\\xe1\\x80");
}

TEST(Utf8, PrefixNeverCutsACharacter) {
  EXPECT_EQ(utf8_prefix("aé", 3), "aé");
  EXPECT_EQ(utf8_prefix("aé", 2), "a");
  EXPECT_EQ(utf8_prefix("é", 1), "");
  EXPECT_EQ(utf8_prefix("abc", 0), "");
  EXPECT_EQ(utf8_prefix("a\U0001F525b", 4), "a");
}

RC_GTEST_PROP(Utf8Property, RepairedTextIsValidAndRepairingItAgainChangesNothing, (const std::string& bytes)) {
  std::string repaired = to_valid_utf8(bytes);
  RC_ASSERT(is_valid_utf8(repaired));
  RC_ASSERT(to_valid_utf8(repaired) == repaired);
  RC_ASSERT((repaired == bytes) == is_valid_utf8(bytes));
}

RC_GTEST_PROP(Utf8Property, PrefixOfValidTextIsAValidPrefix, (const std::string& bytes)) {
  std::string text = to_valid_utf8(bytes);
  std::size_t limit = *rc::gen::inRange<std::size_t>(0, text.size() + 2);
  std::string_view prefix = utf8_prefix(text, limit);
  RC_ASSERT(prefix.size() <= limit);
  RC_ASSERT(text.compare(0, prefix.size(), prefix) == 0);
  RC_ASSERT(is_valid_utf8(prefix));
  RC_ASSERT(prefix.size() + 4 > std::min(limit, text.size()));
}

}  // namespace
}  // namespace hearth
