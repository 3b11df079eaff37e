#include "llm/reflex/language/rewording.h"

#include <gtest/gtest.h>

#include "llm/reflex/language/split.h"

namespace hearth::llm::reflex {

namespace {

std::vector<std::string> texts_of(std::string_view task) {
  std::vector<std::string> texts;
  for (const Clause& clause : split_clauses(task)) texts.push_back(reworded(clause).text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST(RewordingTest, CommandsOfAShell) {
  EXPECT_EQ(texts_of("wc -w a.md"), Texts{"count the words of <f>"});
  EXPECT_EQ(texts_of("head -n 3 a.md"), Texts{"read the first 3 lines of <f>"});
  EXPECT_EQ(texts_of("tail -n5 a.md"), Texts{"read the last 5 lines of <f>"});
  EXPECT_EQ(texts_of("mv a.md b.md"), Texts{"move <f> to <f>"});
  EXPECT_EQ(texts_of("grep -n ALARM a.log"), Texts{"search for alarm in <f>"});
}

TEST(RewordingTest, WishesAndPoliteQuestions) {
  EXPECT_EQ(texts_of("I need lines 36 through 42 of a.py"), Texts{"read lines 36 through 42 of <f>"});
  EXPECT_EQ(texts_of("I'm looking for a file with Review in its name"), Texts{"find a file with review in its name"});
  EXPECT_EQ(texts_of("What does line 13 of a.md say?"), Texts{"read line 13 of <f>"});
  EXPECT_EQ(texts_of("What does a.md say on line 13?"), Texts{"read line 13 of <f>"});
}

TEST(RewordingTest, WhatIsSaidOfAFileIsToBeDone) {
  EXPECT_EQ(texts_of("the file a.txt should be called b.txt"), Texts{"rename <f> to <f>"});
  EXPECT_EQ(texts_of("a.txt belongs in archive/"), Texts{"move <f> to <d>"});
  EXPECT_EQ(texts_of("Correct a.txt: \"x\" should be \"y\""), Texts{"replace <q> with <q> in <f>"});
  EXPECT_EQ(texts_of("In a.txt, \"x\" should read \"y\""), Texts{"replace <q> with <q> in <f>"});
}

TEST(RewordingTest, ThePlaceBeforeWhatIsLookedFor) {
  EXPECT_EQ(texts_of("Please search contracts/ for the word interest"), Texts{"search for the word interest in <d>"});
  EXPECT_EQ(texts_of("go through the letters for clay"), Texts{"search for clay in the letters"});
  EXPECT_EQ(texts_of("search for files named clay"), Texts{"search for files named clay"});
}

TEST(RewordingTest, PartsWithoutAVerbOfTheirOwn) {
  EXPECT_EQ(texts_of("amounts in a.md"), Texts{"extract amounts in <f>"});
  EXPECT_EQ(texts_of("Search for celadon and also for porcelain"),
            (Texts{"search for celadon", "search for porcelain"}));
  EXPECT_EQ(texts_of("Give me a summary of a.md plus the dates in b.md"),
            (Texts{"give me a summary of <f>", "extract the dates in <f>"}));
  EXPECT_EQ(texts_of("compare the headings of a.md and the headings of b.md"),
            Texts{"compare the headings of <f> and the headings of <f>"});
}

TEST(RewordingTest, WhatWasTakenOverLeadsBackToTheUsersText) {
  Clause clause = reworded(split_clauses("grep -n ALARM logs/kiln.log").front());
  EXPECT_EQ(clause.original(std::string_view(clause.text).substr(11, 5)), "ALARM");
  ASSERT_EQ(clause.of_kind(Token::Kind::file).size(), 1U);
  EXPECT_EQ(clause.of_kind(Token::Kind::file)[0]->text, "logs/kiln.log");
}

}  // namespace hearth::llm::reflex
