#include "agent/event_feed.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/stop.h"

namespace hearth::agent {
namespace {

using Wait = EventFeed::Wait;
constexpr std::chrono::seconds long_time(10);

TEST(EventFeed, TellsWhatIsNewClosedOrSilent) {
  EventFeed feed;
  RunId run{1};
  EXPECT_EQ(feed.wait(run, 0, long_time, {}), Wait::closed);
  feed.publish(run, 3);
  EXPECT_EQ(feed.wait(run, 2, long_time, {}), Wait::more);
  EXPECT_EQ(feed.wait(run, 3, std::chrono::milliseconds(1), {}), Wait::timed_out);
  feed.close(run);
  EXPECT_EQ(feed.wait(run, 3, long_time, {}), Wait::closed);
}

TEST(EventFeed, WakesAWaitingReader) {
  EventFeed feed;
  feed.publish(RunId{1}, 1);
  std::jthread writer([&] { feed.publish(RunId{1}, 2); });
  EXPECT_EQ(feed.wait(RunId{1}, 1, long_time, {}), Wait::more);
}

TEST(EventFeed, AnOlderNumberDoesNotGoBack) {
  EventFeed feed;
  feed.publish(RunId{1}, 5);
  feed.publish(RunId{1}, 4);
  EXPECT_EQ(feed.wait(RunId{1}, 4, long_time, {}), Wait::more);
}

TEST(EventFeed, AStopIsACancellation) {
  EventFeed feed;
  feed.publish(RunId{1}, 1);
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  EXPECT_THROW(feed.wait(RunId{1}, 1, long_time, stop.get_token()), Cancelled);
}

}  // namespace
}  // namespace hearth::agent
