#include "llm/reflex/language/split.h"

#include <gtest/gtest.h>

namespace hearth::llm::reflex {

namespace {

std::vector<std::string> texts_of(std::string_view task) {
  std::vector<std::string> texts;
  for (const Clause& clause : split_clauses(task)) texts.push_back(clause.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST(ClauseTest, NamesQuotesAndPatternsBecomePlaceholders) {
  EXPECT_EQ(texts_of("Replace \"a b\" with 'c' in notes/x.md"), Texts{"replace <q> with <q> in <f>"});
  EXPECT_EQ(texts_of("grep /EUR \\d+/ in contracts/"), Texts{"grep <r> in <d>"});
  EXPECT_EQ(texts_of("find *.md"), Texts{"find <g>"});
}

TEST(ClauseTest, SplitsWhereANewPartBegins) {
  EXPECT_EQ(texts_of("Summarise README.md, list its headings, and tell me what you did"),
            (Texts{"summarise <f>", "list its headings", "what you did"}));
  EXPECT_EQ(texts_of("Find all TODOs and then write the result to todo.md"),
            (Texts{"find all todos", "write the result to <f>"}));
  EXPECT_EQ(texts_of("Count the lines. How many words?"), (Texts{"count the lines", "how many words"}));
}

TEST(ClauseTest, DoesNotSplitListsAndDescriptions) {
  EXPECT_EQ(texts_of("extract dates, emails and urls from a.md"), Texts{"extract dates , emails and urls from <f>"});
  EXPECT_EQ(texts_of("find and replace x with y in a.md"), Texts{"find and replace x with y in <f>"});
  EXPECT_EQ(texts_of("show the letter, which is in letters/a.txt"), Texts{"show the letter , which is in <f>"});
}

TEST(ClauseTest, DropsCourtesies) {
  EXPECT_EQ(texts_of("Hey, could you please summarise a.md"), Texts{"summarise <f>"});
  EXPECT_EQ(texts_of("I'd like you to count the words of a.md"), Texts{"count the words of <f>"});
  EXPECT_TRUE(texts_of("Hello!").empty());
}

TEST(ClauseTest, MendsOneTypingErrorInAVerb) {
  EXPECT_EQ(texts_of("sumarise a.md"), Texts{"summarise <f>"});
  EXPECT_EQ(texts_of("serach for x"), Texts{"search for x"});
  EXPECT_EQ(texts_of("the world of points"), Texts{"the world of points"});
}

TEST(ClauseTest, TheTextOfANoteIsNotCut) {
  EXPECT_EQ(texts_of("Write to a.md: buy milk. Then count stars and summarise").size(), 1U);
  EXPECT_EQ(texts_of("Write \"x\" to a.md and count its lines"), (Texts{"write <q> to <f>", "count its lines"}));
}

TEST(ClauseTest, ACaptureLeadsBackToTheUsersWords) {
  std::vector<Clause> clauses = split_clauses("Search for Kiln Two in \"My Notes.md\"");
  ASSERT_EQ(clauses.size(), 1U);
  std::string_view text = clauses[0].text;
  EXPECT_EQ(clauses[0].original(text.substr(text.find("kiln"), 8)), "Kiln Two");
  EXPECT_EQ(clauses[0].original(text.substr(text.find("<f>"), 3)), "My Notes.md");
}

TEST(TokensTest, TellsFilesFromOtherWords) {
  for (const char* file :
       {"README.md", "notes/todo.txt", "./x.c", "src/a", "readme", "Makefile", ".env.local", "brief-zürich.txt"}) {
    EXPECT_TRUE(looks_like_file(file)) << file;
  }
  for (const char* other : {"and/or", "3.14", "https://a.example/x.md", "me@a.example.org", "shop.example.org", "e.g",
                            "01/02/2025", "word"}) {
    EXPECT_FALSE(looks_like_file(other)) << other;
  }
}

TEST(TokensTest, JoinsAPathThatGoesOnAfterASpace) {
  std::vector<Token> tokens = tokenize("open reports/Quarterly Review.md now");
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[1].text, "reports/Quarterly Review.md");
}

}  // namespace hearth::llm::reflex
