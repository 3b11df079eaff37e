#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "memory/recall/context.h"
#include "memory/recall/question.h"
#include "memory/recall/ranking.h"
#include "memory/recall/traits.h"

namespace hearth::memory::recall {
namespace {

using search::Candidate;
using search::Field;

UnixMillis noon(const char* date) {
  return local_day(date)->begin + 12 * 3'600'000;
}

std::vector<TimeSpan> times(const std::string& text, UnixMillis now) {
  return times_named(words_of(text), now);
}

bool means(const std::string& text, const char* now, const char* day) {
  std::vector<TimeSpan> spans = times(text, noon(now));
  return std::any_of(spans.begin(), spans.end(),
                     [&](const TimeSpan& span) { return noon(day) >= span.from && noon(day) < span.until; });
}

TEST(Words, AreFoldedAndKeepApostrophes) {
  std::vector<Word> words = words_of("I don\u2019t know. Ask Anna's  friend!");
  std::vector<std::string> folded;
  for (const Word& word : words) folded.push_back(word.folded);
  EXPECT_EQ(folded, (std::vector<std::string>{"i", "don't", "know", "ask", "anna's", "friend"}));
  EXPECT_TRUE(words[3].begins_sentence);
  EXPECT_FALSE(words[4].begins_sentence);
}

TEST(Words, EndWhereTheLimitIs) {
  EXPECT_EQ(words_of("a b c d", 2).size(), 2U);
  EXPECT_TRUE(words_of("'' -- !").empty());
  EXPECT_EQ(words_of("it\xE2\x80").size(), 1U) << "half an apostrophe at the end";
}

TEST(Times, AreRead) {
  EXPECT_TRUE(means("what did I do yesterday?", "2026-11-24", "2026-11-23"));
  EXPECT_FALSE(means("what did I do yesterday?", "2026-11-24", "2026-11-24"));
  EXPECT_TRUE(means("files of last week", "2026-11-24", "2026-11-18"));  // a Tuesday asks about the week before
  EXPECT_FALSE(means("files of last week", "2026-11-24", "2026-11-24"));
  EXPECT_TRUE(means("last friday", "2026-11-24", "2026-11-20"));
  EXPECT_TRUE(means("three weeks ago", "2026-11-24", "2026-11-03"));
  EXPECT_TRUE(means("two months ago", "2026-11-24", "2026-09-10"));
  EXPECT_TRUE(means("on 7 May 2023", "2026-11-24", "2023-05-07"));
  EXPECT_TRUE(means("on May 7th, 2023", "2026-11-24", "2023-05-07"));
  EXPECT_FALSE(means("on May 7th, 2023", "2026-11-24", "2023-05-08"));
  EXPECT_TRUE(means("in March", "2026-11-24", "2026-03-15"));
  EXPECT_TRUE(means("in March", "2026-11-24", "2024-03-15"));
  EXPECT_TRUE(means("in 2024", "2026-11-24", "2024-08-01"));
  EXPECT_TRUE(means("on 2026-10-02", "2026-11-24", "2026-10-02"));
  EXPECT_TRUE(means("last summer", "2026-11-24", "2026-07-10"));
}

TEST(Times, AreNotReadIntoOtherWords) {
  UnixMillis now = noon("2026-11-24");
  EXPECT_TRUE(times("may I march with you?", now).empty());
  EXPECT_TRUE(times("who has 31 books and 12 cats?", now).empty());
  EXPECT_TRUE(times("", now).empty());
}

TEST(Questions, SayWhatTheyAskFor) {
  using Asks = Question::Asks;
  auto asks = [](const char* text) { return read_question(text, 0).asks; };
  EXPECT_EQ(asks("When did Anna move?"), Asks::when);
  EXPECT_EQ(asks("In what year did she move?"), Asks::when);
  EXPECT_EQ(asks("Who looks after my teeth?"), Asks::who);
  EXPECT_EQ(asks("How many cats are there?"), Asks::how_many);
  EXPECT_EQ(asks("Where does he live"), Asks::where);
  EXPECT_EQ(asks("Did he call?"), Asks::yes_or_no);
  EXPECT_EQ(asks("dentist"), Asks::something);
  EXPECT_TRUE(read_question("who is my dentist", 0).about_user);
  EXPECT_TRUE(read_question("what is the latest plan", 0).for_last);
}

TEST(Traits, AreSeen) {
  auto seen = [](const char* text, Trait trait) { return has(traits_of(text), trait); };
  EXPECT_TRUE(seen("What did you buy there?", Trait::question));
  EXPECT_FALSE(seen("I bought a lamp there. It was cheap. Do you like it?", Trait::question));
  EXPECT_TRUE(seen("I moved last week", Trait::time));
  EXPECT_TRUE(seen("we went to Lisbon", Trait::place));
  EXPECT_TRUE(seen("We met Bob there", Trait::name));
  EXPECT_FALSE(seen("Bob was there", Trait::name)) << "a sentence begins with a capital anyway";
  EXPECT_TRUE(seen("Wow, that's great!", Trait::reaction));
  EXPECT_TRUE(seen("it cost $20", Trait::money));
  EXPECT_TRUE(seen("I like tea, coffee, and milk", Trait::enumeration));
}

Candidate candidate(search::RecordId id, float lexical, float dense) {
  Candidate made;
  made.id = id;
  made.lexical = lexical;
  made.dense = dense;
  made.group = 1;
  made.length = 12;
  return made;
}

search::Answer two_words(std::vector<Candidate> candidates) {
  return {
      .words = {{.word = "parser", .stem = "parser", .rarity = 3}, {.word = "choice", .stem = "choic", .rarity = 5}},
      .candidates = std::move(candidates)};
}

TEST(Ranking, AnswersComeBeforeQuestions) {
  Candidate asking = candidate(10, 5, 0.5F), answering = candidate(20, 5, 0.5F);
  asking.traits = bit(Trait::question);
  Question question;
  auto ranked = rank(two_words({asking, answering}), {.question = question, .now = 0});
  EXPECT_EQ(ranked[0].candidate.id, 20U);
}

TEST(Ranking, TheAskedSpeakerCountsMore) {
  Candidate other = candidate(10, 5, 0.5F), asked = candidate(20, 5, 0.5F);
  asked.matched[static_cast<std::size_t>(Field::speaker)] = 1;
  other.matched[static_cast<std::size_t>(Field::text)] = asked.matched[static_cast<std::size_t>(Field::text)] = 2;
  Question question;
  auto ranked = rank(two_words({other, asked}), {.question = question, .now = 0});
  EXPECT_EQ(ranked[0].candidate.id, 20U);
}

TEST(Ranking, TheTimeOfTheQuestionCounts) {
  Candidate then = candidate(10, 5, 0.5F), now = candidate(20, 5, 0.5F);
  then.time = noon("2026-03-10");
  now.time = noon("2026-11-20");
  Question question = read_question("what parser choice did we make in March?", noon("2026-11-24"));
  auto ranked = rank(two_words({now, then}), {.question = question, .now = noon("2026-11-24")});
  EXPECT_EQ(ranked[0].candidate.id, 10U);
}

TEST(Ranking, KeepsTheOrderOfEquals) {
  Question question;
  auto ranked =
      rank(two_words({candidate(30, 0, 0), candidate(10, 0, 0)}), {.question = question, .now = 0}, Weights{});
  EXPECT_EQ(ranked[0].candidate.id, 30U);
  EXPECT_TRUE(rank({}, {.question = question, .now = 0}).empty());
}

TEST(Weights, AreCheckedByName) {
  EXPECT_GT(Weights::from_json(R"({"lexical": 2.5})").values[0], 2.4F);
  EXPECT_THROW(Weights::from_json(R"({"lexicall": 2.5})"), Error);
  EXPECT_THROW(Weights::from_json(R"({"lexical": "2"})"), Error);
  EXPECT_THROW(Weights::from_json("["), Error);
  float recency = 0;
  auto names = feature_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "recency") recency = Weights::shipped().values[i];
  }
  EXPECT_LE(recency, 0.05F) << "more of it buries what is old and true";
}

TEST(Weights, EveryFeatureHasANameOfItsOwn) {
  auto names = feature_names();
  std::vector<std::string_view> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end());
  EXPECT_FALSE(sorted.front().empty());
}

TEST(Packing, SaysNothingTwiceAndKeepsToTheBudget) {
  std::string first = "we decided to write the parser by hand", again = "We decided to write the parser by hand!";
  std::string other = "the tests shall run in under a minute";
  EXPECT_EQ(pack({first, again, other}, 1000), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(pack({first, other}, estimated_tokens(first)), (std::vector<std::size_t>{0}));
  EXPECT_EQ(pack({std::string(4000, 'x'), other}, 100), (std::vector<std::size_t>{1}))
      << "what fits after what does not";
  EXPECT_TRUE(pack({"", "..."}, 100).empty());
}

}  // namespace
}  // namespace hearth::memory::recall
