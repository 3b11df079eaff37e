#include "search/words.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "search/question.h"
#include "search/stemmer.h"

namespace hearth::search {
namespace {

std::vector<std::string> stems(std::string_view text) {
  std::vector<std::string> all;
  Words words(text);
  Word word;
  while (words.next(word)) all.emplace_back(word.stem);
  return all;
}

using Stems = std::vector<std::string>;

TEST(Words, EndingsAreCut) {
  const std::pair<const char*, const char*> cases[] = {
      {"caresses", "caress"},
      {"ponies", "poni"},
      {"cats", "cat"},
      {"agreed", "agre"},
      {"plastered", "plaster"},
      {"motoring", "motor"},
      {"hopping", "hop"},
      {"falling", "fall"},
      {"filing", "file"},
      {"happy", "happi"},
      {"sky", "sky"},
      {"relational", "relat"},
      {"conditional", "condit"},
      {"vietnamization", "vietnam"},
      {"triplicate", "triplic"},
      {"hopefulness", "hope"},
      {"adoption", "adopt"},
      {"probate", "probat"},
      {"rate", "rate"},
      {"controlling", "control"},
      {"roll", "roll"},
      {"connections", "connect"},
      {"connected", "connect"},
      {"is", "is"},
  };
  for (const auto& [written, stem] : cases) {
    std::string word = written;
    stem_english(word);
    EXPECT_EQ(word, stem) << written;
  }
}

TEST(Words, CaseAccentsAndPunctuationDoNotMatter) {
  EXPECT_EQ(stems("Crème BRÛLÉE, naïve!"), stems("creme brulee naive"));
  EXPECT_EQ(stems("Ελλάδα ΕΛΛΆΔΑ"), (Stems{"ελλαδα", "ελλαδα"}));
  EXPECT_EQ(stems("Ёлка ёлка"), (Stems{"елка", "елка"}));
  EXPECT_EQ(stems("Straße"), stems("strasse"));
  EXPECT_EQ(stems("Anna's don't"), (Stems{"anna", "dont"}));
  EXPECT_EQ(stems("parse_config(x2) 3.14"), (Stems{"pars", "config", "x2", "3", "14"}));
  EXPECT_EQ(stems("\xff\xfe a\xc3"), (Stems{"a"}));
}

TEST(Words, ScriptsWithoutSpacesArePairs) {
  EXPECT_EQ(stems("東京都 go 猫"), (Stems{"東京", "京都", "go", "猫"}));
  EXPECT_EQ(stems("東京abc"), (Stems{"東京", "abc"}));
}

TEST(Words, OfAVeryLongOneTheBeginningCounts) {
  EXPECT_EQ(stems(std::string(500, '7')), (Stems{std::string(Words::longest_word, '7')}));
}

TEST(Question, StopWordsAreNoneUnlessNothingElseIsThere) {
  const Question question = read_question("what did the Cats do, cat?");
  ASSERT_EQ(question.words.size(), 1U);
  EXPECT_EQ(question.words[0].word, "Cats");
  EXPECT_EQ(question.words[0].stem, "cat");
  EXPECT_EQ(read_question("to be or not").words.size(), 4U);
}

TEST(Question, QuotedPartsArePhrases) {
  const Question question = read_question("about \"state of the art\" and \"open");
  ASSERT_EQ(question.phrases.size(), 1U);
  EXPECT_EQ(question.phrases[0], (Stems{"state", "of", "the", "art"}));
  EXPECT_EQ(question.words.size(), 3U);
}

}  // namespace
}  // namespace hearth::search
