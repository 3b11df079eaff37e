// The index against the plainest model of it: a list of records, each scored from its words.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "search/index.h"
#include "search/question.h"
#include "search/testing/folder.h"
#include "search/weights.h"
#include "search/words.h"

namespace hearth::search {
namespace {

class Model {
 public:
  void apply(const Batch& batch) {
    for (const RecordId id : batch.erased) records_.erase(id);
    for (const Record& record : batch.upserts) records_[record.id] = record;
  }
  const std::map<RecordId, Record>& records() const { return records_; }

  // The score of each record that has a word.
  std::map<RecordId, double> search(const Query& query) const {
    const Question question = read_question(query.words);
    std::map<RecordId, std::array<std::vector<std::string>, field_count>> stems;
    std::array<double, field_count> words = {}, with = {};
    for (const auto& [id, record] : records_) {
      for (std::size_t f = 0; f < field_count; ++f) {
        stems[id][f] = read(record.fields[f], f >= 4);
        words[f] += static_cast<double>(stems[id][f].size());
        with[f] += stems[id][f].empty() ? 0 : 1;
      }
    }
    std::map<RecordId, double> scores;
    for (const QueryWord& word : question.words) {
      std::map<RecordId, double> shares;
      for (const auto& [id, fields] : stems) {
        double share = 0;
        for (std::size_t f = 0; f < field_count; ++f) {
          const auto count = std::count(fields[f].begin(), fields[f].end(), word.stem);
          if (count == 0) continue;
          const FieldWeight& weight = field_weights[f];
          share += weight.weight * static_cast<double>(count) /
                   (1 - weight.length + weight.length * static_cast<double>(fields[f].size()) / (words[f] / with[f]));
        }
        if (share > 0) shares[id] = share;
      }
      const double n = static_cast<double>(records_.size()), df = static_cast<double>(shares.size());
      for (const auto& [id, share] : shares) {
        scores[id] += std::log1p((n - df + 0.5) / (df + 0.5)) * share / (saturation + share);
      }
    }
    std::erase_if(scores, [&](const auto& entry) {
      const Record& record = records_.at(entry.first);
      return !query.filter.scopes.empty() && record.scope != query.filter.scopes[0];
    });
    return scores;
  }

 private:
  static std::vector<std::string> read(const std::string& text, bool neighbour) {
    std::vector<std::string> stems;
    Words words(text);
    Word word;
    while (words.next(word)) {
      if (!word.stop || !neighbour) stems.emplace_back(word.stem);
    }
    return stems;
  }
  std::map<RecordId, Record> records_;
};

std::string words_of(std::mt19937& random, std::size_t most) {
  std::string text;
  for (std::size_t i = random() % (most + 1); i > 0; --i) {
    // Few are frequent, many are rare.
    text += "w" + std::to_string((random() % 60) * (random() % 60) / 30) + (random() % 9 == 0 ? " the " : " ");
  }
  return text;
}

void compare(const Index& index, const Model& model, std::mt19937& random) {
  Query query;
  query.words = words_of(random, 5);
  if (random() % 2 == 0) query.filter.scopes = {random() % 3};
  query.lexical_limit = 1 + random() % 40;
  const Answer answer = index.search(query, {});
  const std::map<RecordId, double> expected = model.search(query);
  ASSERT_EQ(answer.candidates.size(), std::min(query.lexical_limit, expected.size())) << query.words;
  std::map<RecordId, bool> given;
  double last = 1e9;
  for (const Candidate& candidate : answer.candidates) {
    ASSERT_TRUE(expected.contains(candidate.id)) << query.words;
    EXPECT_NEAR(candidate.lexical, expected.at(candidate.id), 1e-3) << query.words;
    EXPECT_LE(candidate.lexical, last);
    last = candidate.lexical;
    given[candidate.id] = true;
  }
  // Impacts are rounded: what is left out is no better than the last by more than that.
  for (const auto& [id, score] : expected) {
    if (!given.contains(id)) {
      EXPECT_LE(score, last * 1.05 + 1e-3) << query.words;
    }
  }
}

TEST(Model, TheIndexFindsWhatTheModelFinds) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    testing::Folder folder;
    const Options options = {
        .directory = folder.path + "/search", .dimensions = 0, .vectors_name = "", .tail_bytes = 1 << 16};
    std::mt19937 random(seed);
    Model model;
    auto index = std::make_unique<Index>(options);
    for (int round = 0; round < 60; ++round) {
      Batch batch;
      for (std::size_t i = random() % 12; i > 0; --i) {
        Record record;
        record.id = 1 + random() % 300;
        record.scope = random() % 3;
        for (std::string& field : record.fields) field = words_of(random, 12);
        batch.upserts.push_back(record);
      }
      for (std::size_t i = random() % 4; i > 0; --i) batch.erased.push_back(1 + random() % 300);
      batch.watermark.first = round;
      index->apply(batch);
      model.apply(batch);
      if (random() % 10 == 0) index->flush();
      if (random() % 20 == 0) {
        index->flush();
        index.reset();
        index = std::make_unique<Index>(options);
        ASSERT_EQ(index->made_anew(), "");
      }
    }
    for (RecordId id = 1; id <= 300; ++id) EXPECT_EQ(index->holds(id), model.records().contains(id)) << id;
    EXPECT_EQ(index->statistics().records, model.records().size());
    index->purge({});  // rarity then counts no erased record
    for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) compare(*index, model, random);
  }
}

}  // namespace
}  // namespace hearth::search
