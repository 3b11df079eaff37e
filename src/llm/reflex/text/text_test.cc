// The algorithms over text: passages, summaries, outlines, differences, answers.
#include <gtest/gtest.h>

#include "llm/reflex/text/answer.h"
#include "llm/reflex/text/diff.h"
#include "llm/reflex/text/outline.h"
#include "llm/reflex/text/sentences.h"
#include "llm/reflex/text/summary.h"

namespace hearth::llm::reflex {

namespace {

using Lines = std::vector<std::string>;

std::string told(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) {
    text += change.kind == Change::Kind::added ? '+' : change.kind == Change::Kind::removed ? '-' : '~';
    text += std::to_string(change.old_line) + ":" + std::to_string(change.new_line) + " ";
  }
  return text;
}

}  // namespace

TEST(SentencesTest, CutsAtSentenceEndsAndKeepsLines) {
  std::vector<Passage> passages =
      passages_of({"# Title", "", "Mr. Smith came at 9 a.m. today. He left.", "- an item"}, Markup::markdown);
  ASSERT_EQ(passages.size(), 4U);
  EXPECT_EQ(passages[1].text, "Mr. Smith came at 9 a.m. today.");
  EXPECT_EQ(passages[2].text, "He left.");
  EXPECT_EQ(passages[2].line, 3U);
  EXPECT_EQ(passages[2].heading, 0);
  EXPECT_EQ(passages[3].text, "an item");
}

TEST(SentencesTest, JoinsWrappedLinesButNotShortOnes) {
  std::string wrapped = "This line is long enough to have been wrapped by an editor and";
  std::vector<Passage> joined = passages_of({wrapped, "goes on here."}, Markup::plain);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].text, wrapped + " goes on here.");
  EXPECT_EQ(passages_of({"A name", "A street"}, Markup::plain).size(), 2U);
}

TEST(SentencesTest, RowsKnowTheirHeaderAndFencesAreCode) {
  std::vector<Passage> passages =
      passages_of({"| a | b |", "|---|---|", "| 1 | 2 |", "", "```", "# no heading", "```"}, Markup::markdown);
  ASSERT_EQ(passages.size(), 3U);
  EXPECT_EQ(passages[1].table_header, 0);
  EXPECT_EQ(passages[2].kind, Passage::Kind::code);
}

TEST(SummaryTest, PicksWholeSentencesInOrderAndNoMoreThanAsked) {
  std::vector<Passage> passages =
      passages_of({"Kilns are ovens for clay and glaze.", "The weather was quite nice outside then.",
                   "A kiln fires clay at high heat.", "Somebody ate apples there."},
                  Markup::plain);
  std::vector<std::size_t> picked = summary_of(passages, 2);
  EXPECT_EQ(picked, (std::vector<std::size_t>{0, 2}));
  EXPECT_TRUE(summary_of({}, 3).empty());
}

TEST(OutlineTest, HeadingsOfMarkdown) {
  std::vector<OutlineEntry> entries = outline_of("a.md", {"# One", "text", "## Two", "Three", "-----"});
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[1].text, "Two");
  EXPECT_EQ(entries[1].level, 2U);
  EXPECT_EQ(entries[2].line, 4U);
}

TEST(OutlineTest, DeclarationsOfCode) {
  std::vector<OutlineEntry> python = outline_of("a.py", {"class A(B):", "    def f(self, x):", "        return g(x)"});
  ASSERT_EQ(python.size(), 2U);
  EXPECT_EQ(python[0].text, "class A(B)");
  EXPECT_EQ(python[1].level, 2U);
  std::vector<OutlineEntry> cpp =
      outline_of("a.cpp", {"int main(int n) {", "  if (n) {", "  call(n);", "struct S {", "};"});
  ASSERT_EQ(cpp.size(), 2U);
  EXPECT_EQ(cpp[0].text, "int main(int n)");
  EXPECT_EQ(cpp[1].kind, "class");
}

TEST(OutlineTest, ProseOfCodeKeepsLineNumbers) {
  Lines prose = prose_of_code("a.cc", {"// One comment.", "int x = 1;  // no", "/* Two. */"});
  EXPECT_EQ(prose, (Lines{"One comment.", "", "Two."}));
}

TEST(DiffTest, SmallestChangesWithLines) {
  EXPECT_EQ(told(changes_between({"a", "b", "c"}, {"a", "x", "c"})), "~2:2 ");
  EXPECT_EQ(told(changes_between({"a", "b"}, {"a", "b", "c"})), "+0:3 ");
  EXPECT_EQ(told(changes_between({"a", "b", "c"}, {"c"})), "-1:0 -2:0 ");
  EXPECT_EQ(told(changes_between({"a", "b"}, {"a", "b"})), "");
  EXPECT_EQ(told(changes_between({}, {"a"})), "+0:1 ");
  EXPECT_EQ(told(changes_between({"a", "b", "c", "d", "e"}, {"b", "x", "d", "e", "f"})), "-1:0 ~3:2 +0:5 ");
}

TEST(DiffTest, EveryUnchangedLineStandsInBothTexts) {
  // Pseudo-random texts over a small alphabet: what remains after the changes must be the same on both sides.
  unsigned state = 7;
  auto random = [&state](unsigned below) { return (state = state * 1103515245U + 12345U) / 65536U % below; };
  for (int round = 0; round < 200; ++round) {
    Lines before(random(30)), after(random(30));
    for (Lines* lines : {&before, &after}) {
      for (std::string& line : *lines) line = std::string(1, static_cast<char>('a' + random(4)));
    }
    std::vector<bool> gone(before.size() + 1), come(after.size() + 1);
    for (const Change& change : changes_between(before, after)) {
      gone[change.old_line] = true;
      come[change.new_line] = true;
    }
    Lines kept, found;
    for (std::size_t i = 1; i <= before.size(); ++i) {
      if (!gone[i]) kept.push_back(before[i - 1]);
    }
    for (std::size_t i = 1; i <= after.size(); ++i) {
      if (!come[i]) found.push_back(after[i - 1]);
    }
    ASSERT_EQ(kept, found) << "round " << round;
  }
}

TEST(AnswerTest, TheLineWithAllWordsAnswers) {
  std::vector<Passage> passages =
      passages_of({"## Rent", "The monthly rent is GBP 10.", "## Term", "It ends on 2025-01-01."}, Markup::markdown);
  std::vector<Answer> rent = answers_in(passages, question_of("what is the monthly rent", {"monthly", "rent"}), {});
  ASSERT_FALSE(rent.empty());
  EXPECT_EQ(passages[rent[0].passage].line, 2U);
  EXPECT_EQ(answers_in(passages, question_of("when does the term finish", {"term", "finish"}), {}).size(), 1U);
}

TEST(AnswerTest, WhatIsNotThereIsNotAnswered) {
  std::vector<Passage> passages = passages_of({"The rent is high."}, Markup::plain);
  EXPECT_TRUE(answers_in(passages, question_of("what is the deposit", {"deposit"}), {}).empty());
  EXPECT_TRUE(answers_in(passages, question_of("when is the rent due", {"rent"}), {}).empty());
}

}  // namespace hearth::llm::reflex
