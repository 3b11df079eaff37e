// Searches while batches come, segments are merged and files are written: each sees whole batches.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "search/index.h"
#include "search/testing/folder.h"

namespace hearth::search {
namespace {

TEST(Threads, ASearchSeesAllOfABatchOrNone) {
  testing::Folder folder;
  Index index({.directory = folder.path + "/search", .dimensions = 0, .vectors_name = "", .tail_bytes = 1 << 15});
  constexpr RecordId width = 5;
  constexpr int batches = 150;
  std::atomic<bool> done = false;
  std::atomic<int> searches = 0, torn = 0;
  {
    std::vector<std::jthread> readers;
    for (int r = 0; r < 2; ++r) {
      readers.emplace_back([&] {
        Query query;
        query.words = "round";
        query.lexical_limit = 100;
        while (!done) {
          const Answer answer = index.search(query, {});
          // Every batch replaces the same records, and marks them with its number.
          if (!answer.candidates.empty() && answer.candidates.size() != width) ++torn;
          for (const Candidate& candidate : answer.candidates) {
            if (candidate.traits != answer.candidates[0].traits) ++torn;
          }
          ++searches;
        }
      });
    }
    std::jthread flusher([&] {
      while (!done) {
        index.flush();
        index.purge({});
      }
    });
    for (int i = 0; i < batches || searches < 20; ++i) {
      Batch batch;
      for (RecordId id = 1; id <= width; ++id) {
        Record record;
        record.id = id;
        record.fields[0] = "round number";
        record.traits = static_cast<std::uint32_t>(i);
        batch.upserts.push_back(record);
      }
      Record other;
      other.id = 1000 + static_cast<RecordId>(i);
      other.fields[0] = "something else";
      batch.upserts.push_back(other);
      batch.watermark.first = i;
      index.apply(batch);
    }
    done = true;
  }
  EXPECT_EQ(torn, 0);
  EXPECT_GE(searches, 20);
}

}  // namespace
}  // namespace hearth::search
