#include "llm/reflex/language/words.h"

#include <gtest/gtest.h>

namespace hearth::llm::reflex {

TEST(WordsTest, FoldsAsciiAndWesternLetters) {
  EXPECT_EQ(fold("ÄÖÜ É Straße X"), "äöü é straße x");
  EXPECT_EQ(fold("3 × 4"), "3 × 4");
}

TEST(WordsTest, CutsInflections) {
  EXPECT_EQ(stem("signs"), stem("signed"));
  EXPECT_EQ(stem("copies"), "copy");
  EXPECT_EQ(stem("planned"), stem("plan"));
  EXPECT_EQ(stem("replaces"), stem("replacing"));
  EXPECT_EQ(stem("class"), "class");
  EXPECT_EQ(stem("bus"), "bus");
  EXPECT_EQ(stem("landlord's"), "landlord");
}

TEST(WordsTest, CutsWordsButNotNumbersAndNames) {
  std::vector<std::string_view> words = words_of("Type SW-20, 12.5 kg: Tanner's Row!");
  EXPECT_EQ(words, (std::vector<std::string_view>{"Type", "SW-20", "12.5", "kg", "Tanner's", "Row"}));
}

TEST(WordsTest, OneEditIsInsertionDeletionChangeOrSwap) {
  EXPECT_TRUE(within_one_edit("search", "search"));
  EXPECT_TRUE(within_one_edit("serach", "search"));
  EXPECT_TRUE(within_one_edit("seach", "search"));
  EXPECT_TRUE(within_one_edit("seearch", "search"));
  EXPECT_TRUE(within_one_edit("sebrch", "search"));
  EXPECT_FALSE(within_one_edit("sbbrch", "search"));
  EXPECT_FALSE(within_one_edit("sea", "search"));
}

}  // namespace hearth::llm::reflex
