#include "memory/observing/statements.h"

#include <gtest/gtest.h>

namespace hearth::memory {
namespace {

TEST(Statements, AreKeptWithTheirKind) {
  using enum ObservationKind;
  const struct {
    const char* text;
    ObservationKind kind;
    const char* subject;
  } cases[] = {
      {"We decided to write the parser by hand.", decision, ""},
      {"Okay, we've agreed on Thursday for the review.", decision, ""},
      {"Let's go with the blue glaze for the bowls.", decision, ""},
      {"I'd prefer short answers with the numbers first", preference, ""},
      {"Please never push to the main branch.", preference, ""},
      {"My favourite editor is Kakoune.", preference, "editor"},
      {"To restart the kiln, press the red button twice.", procedure, "restart the kiln"},
      {"Our supplier of clay is in Quellmoor.", fact, "supplier of clay"},
      {"I'm allergic to walnuts.", fact, ""},
      {"I work at a ceramics studio.", fact, ""},
  };
  for (const auto& [text, kind, subject] : cases) {
    std::vector<Statement> found = statements_in(text);
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_EQ(found[0].kind, kind) << text;
    EXPECT_EQ(found[0].subject, subject) << text;
    EXPECT_EQ(found[0].text, text);
    EXPECT_GT(found[0].confidence, 0.5);
    EXPECT_FALSE(found[0].asked_to_keep);
  }
}

TEST(Statements, WhatIsAskedToBeKeptIsCertain) {
  std::vector<Statement> found = statements_in("Remember that my dentist is Dr. Ito in Bern.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text, "my dentist is Dr. Ito in Bern.");
  EXPECT_EQ(found[0].subject, "dentist");
  EXPECT_EQ(found[0].confidence, 1);
  EXPECT_TRUE(found[0].asked_to_keep);
}

TEST(Statements, TasksQuestionsQuotationsAndCodeAreNone) {
  for (const char* text : {"Summarise README.md and list its headings", "Did we decide to drop the parser?",
                           "> We decided to write the parser by hand.", "```\nAlways run this first here\n```",
                           "Always!", "", "\n\n", "Find what we decided to do"}) {
    EXPECT_TRUE(statements_in(text).empty()) << text;
  }
}

TEST(Statements, SeveralStandInOneMessage) {
  std::vector<Statement> found =
      statements_in("Thanks! I prefer tabs over spaces. Can you look at it?\n- We decided on MIT for the licence");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].text, "I prefer tabs over spaces.");
  EXPECT_EQ(found[1].kind, ObservationKind::decision);
}

}  // namespace
}  // namespace hearth::memory
