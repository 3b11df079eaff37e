#include "documents/chunker.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "documents/builder.h"

namespace hearth::documents {

namespace {

std::string words(int count, const std::string& word = "word") {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + word;
  return text;
}

TEST(Chunks, HoldWholeParagraphsUpToTheirSize) {
  Builder out;
  out.layout(Unit::none, Counted::paragraphs);
  for (int i = 0; i < 5; ++i) out.text(words(80));
  std::vector<Chunk> chunks = chunks_of(out.finish(false));
  ASSERT_EQ(chunks.size(), 3u);
  EXPECT_EQ(chunks[0].place, "paragraphs 1-2");
  EXPECT_EQ(chunks[2].place, "paragraph 5");
}

TEST(Chunks, KnowTheHeadingsAboveThem) {
  Builder out;
  out.heading(1, "A");
  out.heading(2, "B");
  out.text("one");
  out.heading(2, "C");
  out.heading(1, "D");
  out.heading(1, "D");
  out.text("two");
  std::vector<Chunk> chunks = chunks_of(out.finish(false));
  ASSERT_EQ(chunks.size(), 3u);
  EXPECT_EQ(chunks[0].heading, "A > B");
  EXPECT_EQ(chunks[1].heading, "A > C");
  EXPECT_EQ(chunks[1].text, "C");  // nothing follows it, and it is found all the same
  EXPECT_EQ(chunks[2].heading, "D");
}

TEST(Chunks, StayOnTheirPage) {
  Builder out;
  out.layout(Unit::page, Counted::nothing);
  out.enter(1);
  out.heading(1, "A");
  out.text("one");
  out.enter(2);
  out.text("two");
  std::vector<Chunk> chunks = chunks_of(out.finish(false));
  ASSERT_EQ(chunks.size(), 2u);
  EXPECT_EQ(chunks[1].place, "page 2");
  EXPECT_EQ(chunks[1].page, 2);
  EXPECT_EQ(chunks[1].heading, "A");
}

TEST(Chunks, OfALongParagraphEndWithSentences) {
  Builder out;
  out.text(words(150) + ". " + words(150, "Other") + ".");
  std::vector<Chunk> chunks = chunks_of(out.finish(false));
  ASSERT_EQ(chunks.size(), 2u);
  EXPECT_EQ(chunks[0].text, words(150) + ".");
}

TEST(Chunks, OfLongCodeEndWithLinesAndCountThem) {
  Builder out;
  out.layout(Unit::none, Counted::lines);
  std::string code;
  for (int i = 0; i < 100; ++i) code += "    call(a, b, c, d);\n";
  out.code(code, {11, 110});
  std::vector<Chunk> chunks = chunks_of(out.finish(false));
  ASSERT_GE(chunks.size(), 2u);
  int next = 11;
  for (const Chunk& chunk : chunks) {
    EXPECT_EQ(chunk.first_line, next);
    EXPECT_TRUE(chunk.text.starts_with("    call")) << chunk.text.substr(0, 20);
    next = *chunk.last_line + 1;
  }
  EXPECT_EQ(next, 111);
}

TEST(Chunks, OfTextWithoutSpacesAreCutBetweenCharacters) {
  Builder out;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "窯";
  out.text(text);
  std::string joined;
  for (const Chunk& chunk : chunks_of(out.finish(false))) {
    EXPECT_TRUE(is_valid_utf8(chunk.text));
    EXPECT_LE(word_weight(chunk.text), most_chunk_words);
    joined += chunk.text;
  }
  EXPECT_EQ(joined, text);
}

TEST(Chunks, NothingMakesNone) {
  EXPECT_TRUE(chunks_of({}).empty());
}

TEST(Builders, KeepNoMoreThanTheyMay) {
  Bounds bounds;
  bounds.text_bytes = 10;
  Builder out(bounds);
  out.text("123456");
  EXPECT_THROW(out.text("7890abc"), DocumentFull);
  Document document = out.finish(true);
  ASSERT_EQ(document.blocks.size(), 2u);
  EXPECT_EQ(document.blocks[1].text, "7890");
}

TEST(Builders, TidyWhatTheyKeep) {
  EXPECT_EQ(tidy("  a\t b\xC2\xA0"
                 "c\r\n\n d  ",
                 Breaks::kept),
            "a b c\n\nd");
  EXPECT_EQ(tidy("a\nb\xC2\xAD"
                 "c\xE2\x80\x8B",
                 Breaks::joined),
            "a bc");
}

}  // namespace

}  // namespace hearth::documents
