// A process that writes an index is killed, again and again: what it said is stored is there afterwards.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <new>
#include <random>
#include <string>

#include "search/index.h"
#include "search/testing/folder.h"

namespace hearth::search {
namespace {

struct Progress {
  std::atomic<std::int64_t> applied;  // batches
  std::atomic<std::int64_t> stored;   // what the child's index said
};

// Batch i adds record i and moves record i / 2 to its end.
[[noreturn]] void write_until_killed(const Options& options, Progress& progress) {
  Index index(options);
  if (!index.made_anew().empty()) ::_exit(3);
  const auto mark = index.stored_watermark();
  for (std::int64_t i = mark ? mark->first + 1 : 1;; ++i) {
    Batch batch;
    for (const std::int64_t id : {i / 2, i}) {
      if (id == 0) continue;
      Record record;
      record.id = static_cast<RecordId>(id);
      record.fields[0] = "record n" + std::to_string(id);
      batch.upserts.push_back(record);
    }
    batch.watermark.first = i;
    index.apply(batch);
    if (i % 16 == 0) index.flush();
    if (const auto stored = index.stored_watermark()) progress.stored = stored->first;
    ++progress.applied;
  }
}

TEST(Crash, WhatWasStoredIsThereAfterAKill) {
  testing::Folder folder;
  const Options options = {
      .directory = folder.path + "/search", .dimensions = 0, .vectors_name = "", .tail_bytes = 20'000};
  void* shared = ::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(shared, MAP_FAILED);
  auto& progress = *new (shared) Progress{};
  std::mt19937 random(5);
  for (int round = 0; round < 12; ++round) {
    const std::int64_t until = progress.applied + 1 + static_cast<std::int64_t>(random() % 60);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) write_until_killed(options, progress);
    int status = 0;
    while (progress.applied < until && ::waitpid(child, &status, WNOHANG) == 0) ::sched_yield();
    ::usleep(static_cast<useconds_t>(random() % 3000));  // so that the kill falls anywhere
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;

    const Index index(options);
    ASSERT_EQ(index.made_anew(), "");
    const std::int64_t mark = index.stored_watermark() ? index.stored_watermark()->first : 0;
    EXPECT_GE(mark, progress.stored);
    EXPECT_EQ(index.statistics().records, static_cast<std::uint64_t>(mark));
    for (std::int64_t id = 1; id <= mark; ++id) {
      Query query;
      query.words = "n" + std::to_string(id);
      const Answer answer = index.search(query, {});
      ASSERT_EQ(answer.candidates.size(), 1U) << id;
      EXPECT_EQ(answer.candidates[0].id, static_cast<RecordId>(id));
    }
  }
  ::munmap(shared, sizeof(Progress));
}

}  // namespace
}  // namespace hearth::search
