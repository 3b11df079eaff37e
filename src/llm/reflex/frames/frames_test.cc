#include <gtest/gtest.h>

#include "llm/reflex/frames/frame.h"
#include "llm/reflex/language/split.h"

namespace hearth::llm::reflex {

namespace {

using Texts = std::vector<std::string>;

Texts meanings_of(std::string_view task) {
  Texts texts;
  for (const Clause& clause : split_clauses(task)) texts.push_back(meaning_of(clause).text);
  return texts;
}

}  // namespace

TEST(FramesTest, TheOrderOfTheWordsDoesNotMatter) {
  for (const char* task : {"replace \"x\" with \"y\" in a.md", "in a.md, \"x\" should become \"y\"",
                           "a.md: please swap out \"x\" for \"y\"", "put \"y\" in place of \"x\" in a.md"}) {
    EXPECT_EQ(meanings_of(task), Texts{"replace <q> with <q> in <f>"}) << task;
  }
  for (const char* task :
       {"words in a.md?", "a.md: how many words does it have", "I'd like the number of words in a.md"}) {
    EXPECT_EQ(meanings_of(task), Texts{"count the words in <f>"}) << task;
  }
}

TEST(FramesTest, TheOldTextIsToldFromTheNewOne) {
  auto old_text = [](std::string_view task) {
    Clause clause = meaning_of(split_clauses(task).front());
    return clause.of_kind(Token::Kind::quoted).front()->text;
  };
  EXPECT_EQ(old_text("replace \"x\" with \"y\" in a.md"), "x");
  EXPECT_EQ(old_text("put \"y\" instead of \"x\" in a.md"), "x");
  EXPECT_EQ(old_text("substitute \"y\" for \"x\" in a.md"), "x");
}

TEST(FramesTest, AWordTooMuchFitsNoFrame) {
  for (const char* task :
       {"delete a.md unless b.md exists", "do not delete a.md", "words in the second section of a.md",
        "summarise a.md as a poem", "rename a.md after lunch"}) {
    Texts meant = meanings_of(task);
    EXPECT_NE(meant, Texts{"delete <f>"}) << task;
    EXPECT_NE(meant, Texts{"count the words in <f>"}) << task;
    EXPECT_NE(meant, Texts{"summarise <f>"}) << task;
  }
}

TEST(FramesTest, TextsInQuotesHaveNoWords) {
  EXPECT_EQ(meanings_of("put \"x\" as the last line of a.md"), Texts{"append <q> to <f>"});
}

TEST(FramesTest, FilesLieNextToEachOtherOrGoSomewhere) {
  EXPECT_EQ(meanings_of("put a.md next to b.md and show me the differences").front(), "compare <f> with <f>");
  EXPECT_EQ(meanings_of("put a.md into archive/"), Texts{"move <f> to <d>"});
  EXPECT_EQ(meanings_of("I'd like a.md to be named b.md instead"), Texts{"rename <f> to <f>"});
}

TEST(FramesTest, APronounIsNoText) {
  EXPECT_EQ(meanings_of("search for him in a.md"), Texts{"search for him in <f>"});
}

TEST(FramesTest, WhoWantsItAndWhyIsPassedOver) {
  EXPECT_EQ(meanings_of("The auditor asks how many lines a.md has, because she needs it"),
            Texts{"count the lines in <f>"});
  EXPECT_EQ(meanings_of("I am writing a newsletter and need all the emails from a.md"),
            Texts{"extract the emails in <f> as json"});
}

}  // namespace hearth::llm::reflex
