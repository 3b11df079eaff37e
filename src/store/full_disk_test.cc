#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "store/preferences.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

constexpr std::size_t disk_size = 4 * 1024 * 1024;

// Writes from four threads until the disk is full; how many writes were acknowledged, or why it is not as it should be.
std::string fill(Store& store, std::int64_t& acknowledged) {
  std::atomic<std::int64_t> count = 0;
  std::atomic<int> right_errors = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        try {
          for (int i = 0; i < 100'000; ++i) {
            store.write(
                [&](Write& write) { set_preference(write, fmt::format("{}.{}", t, i), std::string(5000, 'x'), 1); });
            ++count;
          }
        } catch (const Error& error) {
          if (error.code() == Code::unavailable && contains(error, "free some space")) ++right_errors;
        }
      });
    }
  }
  acknowledged = count;
  return right_errors == 4 ? "" : "a writer did not learn that the disk is full";
}

std::int64_t stored(Store& store) {
  return store.read([](db::Connection& connection) {
    db::Statement row = connection.prepare("SELECT count(*) FROM preferences");
    row.step();
    return row.integer(0);
  });
}

TEST(FullDisk, NothingAcknowledgedIsLostAndWritingGoesOnOnceThereIsSpace) {
  TemporaryFolder folder;
  expect_in_child([&]() -> std::string {
    if (!mount_small_disk(folder.path(), disk_size))
      return "this machine does not allow private mounts: run the tests as root";
    std::string ballast = folder.path() + "/ballast";
    std::ofstream(ballast) << std::string(1024 * 1024, 'x');
    std::int64_t acknowledged = 0;
    {
      Store store({folder.path() + "/data", Durability::full});
      if (std::string wrong = fill(store, acknowledged); !wrong.empty()) return wrong;
      if (stored(store) != acknowledged) return fmt::format("{} of {} are stored", stored(store), acknowledged);
      std::filesystem::remove(ballast);
      store.write([](Write& write) { set_preference(write, "after", 1, 1); });
    }
    Store again({folder.path() + "/data", Durability::full});
    return stored(again) == acknowledged + 1
               ? ""
               : fmt::format("{} after reopening, not {}", stored(again), acknowledged + 1);
  });
}

TEST(FullDisk, AStoreThatCannotBeMadeSaysSo) {
  TemporaryFolder folder;
  expect_in_child([&]() -> std::string {
    if (!mount_small_disk(folder.path(), 32 * 1024))
      return "this machine does not allow private mounts: run the tests as root";
    Error error = error_of([&] { Store store({folder.path() + "/data", Durability::full}); });
    return error.code() == Code::unavailable && contains(error, "free some space") ? "" : error.what();
  });
}

TEST(FullDisk, ALimitOfTheFileSizeIsTheSame) {
  TemporaryFolder folder;
  expect_in_child([&]() -> std::string {
    ::signal(SIGXFSZ, SIG_IGN);
    Store store({folder.path() + "/data", Durability::normal});
    struct rlimit limit {};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 1024 * 1024;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::int64_t acknowledged = 0;
    if (std::string wrong = fill(store, acknowledged); !wrong.empty()) return wrong;
    return stored(store) == acknowledged ? "" : "what is stored is not what was acknowledged";
  });
}

TEST(ReadOnlyDisk, IsDeniedAndSaysWhatToDo) {
  TemporaryFolder folder;
  std::string directory = folder.path() + "/data";
  { Store store({directory, Durability::normal}); }
  expect_in_child([&]() -> std::string {
    if (!make_read_only(directory)) return "this machine does not allow private mounts: run the tests as root";
    Error error = error_of([&] { Store store({directory, Durability::normal}); });
    return error.code() == Code::denied && contains(error, "--data") ? "" : error.what();
  });
}

TEST(ReadOnlyDisk, AFolderThatCannotBeMadeIsDenied) {
  TemporaryFolder folder;
  expect_in_child([&]() -> std::string {
    if (!make_read_only(folder.path())) return "this machine does not allow private mounts: run the tests as root";
    Error error = error_of([&] { Store store({folder.path() + "/data", Durability::normal}); });
    return error.code() == Code::denied ? "" : error.what();
  });
}

}  // namespace
}  // namespace hearth::store
