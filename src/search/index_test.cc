#include "search/index.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "search/testing/folder.h"

namespace hearth::search {
namespace {

Record record(RecordId id, std::string text) {
  Record made;
  made.id = id;
  made.fields[0] = std::move(text);
  made.time = static_cast<UnixMillis>(id) * 1000;
  return made;
}

Batch batch_of(std::vector<Record> records, std::int64_t mark = 1) {
  return {.upserts = std::move(records), .erased = {}, .watermark = {.first = mark, .second = 0}};
}

std::vector<RecordId> ids(const Answer& answer) {
  std::vector<RecordId> all;
  for (const Candidate& candidate : answer.candidates) all.push_back(candidate.id);
  return all;
}

std::vector<RecordId> found(const Index& index, std::string words, Filter filter = {}) {
  Query query;
  query.words = std::move(words);
  query.filter = std::move(filter);
  return ids(index.search(query, {}));
}

using Ids = std::vector<RecordId>;

class IndexTest : public ::testing::Test {
 protected:
  Options options(std::size_t dimensions = 0) const {
    return {.directory = folder.path + "/search", .dimensions = dimensions, .vectors_name = "test"};
  }
  testing::Folder folder;
};

TEST_F(IndexTest, WhatWasAppliedIsFoundAtOnceAndAfterAFlush) {
  {
    Index index(options());
    EXPECT_FALSE(index.watermark());
    index.apply(batch_of({record(1, "The cats sleep"), record(2, "a dog barks")}, 7));
    EXPECT_EQ(found(index, "cat"), Ids{1});
    EXPECT_TRUE(index.holds(2));
    EXPECT_FALSE(index.stored_watermark());
    index.flush();
    EXPECT_EQ(index.stored_watermark()->first, 7);
    index.apply(batch_of({record(3, "unstored cat")}, 9));
  }
  const Index index(options());
  EXPECT_EQ(index.made_anew(), "");
  EXPECT_EQ(index.watermark()->first, 7);
  EXPECT_EQ(found(index, "cat"), Ids{1});
}

TEST_F(IndexTest, ARecordIsReplacedAndErased) {
  Index index(options());
  index.apply(batch_of({record(1, "first"), record(2, "second"), record(1, "third")}));
  EXPECT_EQ(found(index, "first"), Ids{});
  EXPECT_EQ(found(index, "third"), Ids{1});
  index.flush();
  index.apply({.upserts = {record(2, "fourth")}, .erased = {1, 99}, .watermark = {}});
  EXPECT_EQ(found(index, "second third"), Ids{});
  EXPECT_EQ(found(index, "fourth"), Ids{2});
  EXPECT_FALSE(index.holds(1));
  EXPECT_EQ(index.statistics().records, 1U);
  index.clear();
  EXPECT_EQ(index.statistics().records, 0U);
  EXPECT_FALSE(index.stored_watermark());
}

TEST_F(IndexTest, FiltersHoldTogether) {
  Index index(options());
  std::vector<Record> records;
  for (RecordId id = 1; id <= 40; ++id) {
    Record made = record(id, "word");
    made.scope = id % 2;
    made.group = id % 4;
    made.kind = static_cast<std::uint8_t>(id % 8);
    made.path = id % 3 == 0 ? "src/a.cc" : "docs/b.md";
    made.tags = {"every", "tag" + std::to_string(id % 5)};
    records.push_back(made);
  }
  index.apply(batch_of(records));
  const auto count = [&](const Filter& filter) { return found(index, "word", filter).size(); };
  Filter filter;
  EXPECT_EQ(count(filter), 40U);
  filter.scopes = {1, 9};
  EXPECT_EQ(count(filter), 20U);
  filter.groups = {3};
  EXPECT_EQ(count(filter), 10U);
  filter.kinds = 1U << 7;
  EXPECT_EQ(found(index, "word", filter), (Ids{39, 31, 23, 15, 7}));
  filter.from = 15'000;
  filter.until = 39'000;
  EXPECT_EQ(found(index, "word", filter), (Ids{31, 23, 15}));
  filter.path_prefix = "src/";
  EXPECT_EQ(found(index, "word", filter), (Ids{15}));
  filter.tags = {"tag0", "every"};
  EXPECT_EQ(found(index, "word", filter), (Ids{15}));
  filter.tags = {"tag1"};
  EXPECT_EQ(count(filter), 0U);
}

TEST_F(IndexTest, PhrasesStandAsWritten) {
  Index index(options());
  Record neighbour = record(3, "nothing");
  neighbour.fields[static_cast<std::size_t>(Field::previous)] = "state of the art";
  Record titled = record(4, "other");
  titled.fields[static_cast<std::size_t>(Field::title)] = "The state of the art";
  index.apply(batch_of({record(1, "the state of the art here"), record(2, "art of the state"), neighbour, titled}));
  EXPECT_EQ(found(index, "\"state of the art\""), (Ids{1, 4}));
  EXPECT_EQ(found(index, "state art").size(), 4U);
  EXPECT_EQ(found(index, "\"unknown words\""), Ids{});
}

TEST_F(IndexTest, AllWordsMayStandInDifferentFields) {
  Index index(options());
  Record made = record(1, "meets Bob");
  made.fields[static_cast<std::size_t>(Field::speaker)] = "Anna";
  index.apply(batch_of({made, record(2, "Anna alone")}));
  Query query;
  query.words = "anna bob";
  query.all_words = true;
  EXPECT_EQ(ids(index.search(query, {})), Ids{1});
  query.words = "anna carol";
  EXPECT_EQ(ids(index.search(query, {})), Ids{});
}

TEST_F(IndexTest, ACandidateSaysHowItMatches) {
  Index index(options());
  Record made = record(1, "red apple and then a green pear with the red apple");
  made.fields[static_cast<std::size_t>(Field::title)] = "Pears";
  made.kind = 3;
  made.traits = 5;
  made.scope = 7;
  made.group = 8;
  index.apply(batch_of({made}));
  Query query;
  query.words = "apple pear of red plum";
  const Answer answer = index.search(query, {});
  ASSERT_EQ(answer.words.size(), 4U);
  const Candidate& candidate = answer.candidates.at(0);
  EXPECT_EQ(candidate.matched[0], 0b0111U);
  EXPECT_EQ(candidate.matched[2], 0b0010U);
  EXPECT_EQ(candidate.length, 11U);
  EXPECT_EQ(candidate.window, 5U);    // "pear with the red apple"
  EXPECT_EQ(candidate.in_order, 1U);  // "pear with the red": stop words do not part them
  EXPECT_EQ(candidate.kind, 3U);
  EXPECT_EQ(candidate.traits, 5U);
  EXPECT_EQ(candidate.scope, 7U);
  EXPECT_EQ(candidate.group, 8U);
  EXPECT_TRUE(std::isnan(candidate.dense));
}

TEST_F(IndexTest, VectorsFindWhatWordsDoNot) {
  Index index(options(3));
  Record a = record(1, "alpha"), b = record(2, "beta"), c = record(3, "gamma");
  a.vector = {1, 0, 0};
  b.vector = {0.6F, 0.8F, 0};
  index.apply(batch_of({a, b, c}));
  Query query;
  query.words = "gamma beta";
  query.vector = {1, 0, 0};
  Answer answer = index.search(query, {});
  EXPECT_EQ(ids(answer), (Ids{3, 2, 1}));
  EXPECT_TRUE(std::isnan(answer.candidates[0].dense));
  EXPECT_NEAR(answer.candidates[1].dense, 0.6, 0.01);
  EXPECT_EQ(answer.candidates[2].lexical, 0);
  query.dense_limit = 0;
  EXPECT_EQ(ids(index.search(query, {})), (Ids{3, 2}));
  query.dense_limit = 10;
  query.words = "\"beta\"";
  EXPECT_EQ(ids(index.search(query, {})), Ids{2});
  b.vector = {1};
  EXPECT_THROW(index.apply(batch_of({b})), Error);
}

TEST_F(IndexTest, PurgeLeavesNoTraceInTheFiles) {
  Index index(options());
  index.apply(batch_of({record(1, "xylophonist"), record(2, "ordinary")}));
  index.flush();
  index.apply({.upserts = {}, .erased = {1}, .watermark = {}});
  const auto trace = [&] {
    for (const auto& file : std::filesystem::directory_iterator(options().directory)) {
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)), {});
      if (bytes.find("xylophonist") != std::string::npos) return true;
    }
    return false;
  };
  EXPECT_TRUE(trace());
  index.purge({});
  EXPECT_FALSE(trace());
  EXPECT_EQ(found(index, "ordinary"), Ids{2});
}

TEST_F(IndexTest, AStoppedSearchIsCancelled) {
  Index index(options());
  index.apply(batch_of({record(1, "word")}));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(index.search(Query(), stop.get_token()), Cancelled);
}

}  // namespace
}  // namespace hearth::search
