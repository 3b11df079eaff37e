#include "base/sync.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace hearth {
namespace {

using std::chrono::steady_clock;

TEST(Sync, WithReturnsWhatTheFunctionReturns) {
  Sync<int> value(3);
  EXPECT_EQ(value.with([](int& v) { return ++v; }), 4);
  EXPECT_EQ(Sync<std::unique_ptr<int>>().with([](auto& p) { return p == nullptr; }), true);
}

TEST(Sync, NoUpdateIsLostAmongThreads) {
  Sync<int> count(0);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) count.with([](int& c) { ++c; });
      });
    }
  }
  EXPECT_EQ(count.with([](int& c) { return c; }), 8000);
}

TEST(Sync, WaitRunsTheFunctionOnceItIsReady) {
  Sync<int> value(0);
  std::jthread setter([&] { value.update([](int& v) { v = 7; }); });
  int seen = 0;
  EXPECT_TRUE(value.wait(
      {}, [](int& v) { return v == 7; }, [&](int& v) { seen = v; }));
  EXPECT_EQ(seen, 7);
}

TEST(Sync, AStopEndsTheWaitWithoutRunningTheFunction) {
  Sync<int> value(0);
  bool answer = true, ran = false;
  {
    std::jthread waiter([&](std::stop_token stop) {
      answer = value.wait(
          stop, [](int&) { return false; }, [&](int&) { ran = true; });
    });
  }  // requests the stop and joins
  EXPECT_FALSE(answer);
  EXPECT_FALSE(ran);
}

TEST(Sync, WaitUntilGivesUpAtTheDeadline) {
  Sync<int> value(0);
  auto deadline = steady_clock::now() + std::chrono::milliseconds(5);
  EXPECT_FALSE(value.wait_until(
      {}, deadline, [](int&) { return false; }, [](int&) {}));
  EXPECT_GE(steady_clock::now(), deadline);
}

TEST(Sync, WhatIsReadyNeedsNoWaitingEvenPastTheDeadline) {
  Sync<int> value(1);
  bool ran = false;
  EXPECT_TRUE(value.wait_until(
      {}, steady_clock::now() - std::chrono::seconds(1), [](int& v) { return v == 1; }, [&](int&) { ran = true; }));
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace hearth
