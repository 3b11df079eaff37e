#include "http_client/sse_parser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace hearth::http_client {
namespace {

using Seen = std::vector<std::tuple<std::string, std::string, std::string>>;  // id, event, data

class Collector {
 public:
  explicit Collector(std::size_t limit = SseParser::default_limit)
      : parser_([this](const SseEvent& e) { seen_.emplace_back(e.id, e.event, e.data); }, limit) {}
  SseParser& parser() { return parser_; }
  const Seen& seen() const { return seen_; }

 private:
  Seen seen_;
  SseParser parser_;
};

Seen parse(std::string_view bytes) {
  Collector collector;
  collector.parser().feed(bytes);
  collector.parser().finish();
  return collector.seen();
}

const std::string_view transcript =
    "\xEF\xBB\xBF: a comment\n\ndata: one\n\nevent: step\r\nid: 7\r\ndata: two\r\ndata:  lines\r\n\r\n"
    "data\rdata:x\r\rid\ndata: no id\n\nevent: lost\n\nretry: 1500\nretry: 1x\nunknown: z\nno colon\n"
    "data: {\"a\": \"\xC3\xBC:\"}\n\nid: 9\ndata: last";
const Seen expected = {{"", "", "one"},   {"7", "step", "two\n lines"},       {"7", "", "\nx"},
                       {"", "", "no id"}, {"", "", "{\"a\": \"\xC3\xBC:\"}"}, {"9", "", "last"}};

TEST(SseParser, FollowsTheStandard) {
  EXPECT_EQ(parse(transcript), expected);
  EXPECT_EQ(parse(""), Seen{});
  EXPECT_EQ(parse("\n\n\r\r\n\n"), Seen{});
  EXPECT_EQ(parse("data:\n\n"), (Seen{{"", "", ""}}));
  EXPECT_EQ(parse("data: a\r\rdata: b\r\n\r\n"), (Seen{{"", "", "a"}, {"", "", "b"}}));
  EXPECT_EQ(parse(std::string_view("id: a\0b\ndata: x\n\n", 17)), (Seen{{"", "", "x"}}));
  EXPECT_EQ(parse("\xEF\xBB"
                  "data: x\n\n"),
            Seen{});  // no whole mark: the field has another name
  EXPECT_EQ(parse("data: [DONE]"), (Seen{{"", "", "[DONE]"}}));
}

TEST(SseParser, IsTheSameForChunksOfEverySize) {
  for (std::size_t size = 1; size <= transcript.size(); ++size) {
    Collector collector;
    for (std::size_t at = 0; at < transcript.size(); at += size) collector.parser().feed(transcript.substr(at, size));
    collector.parser().finish();
    EXPECT_EQ(collector.seen(), expected) << size;
    EXPECT_EQ(collector.parser().retry(), std::chrono::milliseconds(1500));
  }
}

TEST(SseParser, IsTheSameForEveryPairOfCuts) {
  for (std::size_t first = 0; first <= transcript.size(); ++first) {
    for (std::size_t second = first; second <= transcript.size(); ++second) {
      Collector collector;
      collector.parser().feed(transcript.substr(0, first));
      collector.parser().feed(transcript.substr(first, second - first));
      collector.parser().feed(transcript.substr(second));
      collector.parser().finish();
      ASSERT_EQ(collector.seen(), expected) << first << ", " << second;
    }
  }
}

TEST(SseParser, DeliversAnEventAsSoonAsItsEmptyLineIsThere) {
  Collector collector;
  collector.parser().feed("data: x\r\n\r");
  EXPECT_EQ(collector.seen().size(), 1U);
  collector.parser().feed("\n");
  EXPECT_EQ(collector.seen().size(), 1U);
}

TEST(SseParser, TakesALargeEventInTimeProportionalToItsSize) {
  auto seconds_for = [](std::size_t megabytes) {
    std::string piece(1000, 'x');
    Collector collector;
    auto begin = std::chrono::steady_clock::now();
    collector.parser().feed("data: ");
    for (std::size_t i = 0; i < megabytes * 1000; ++i) collector.parser().feed(piece);
    collector.parser().feed("\n\n");
    EXPECT_EQ(std::get<2>(collector.seen().at(0)).size(), megabytes * 1'000'000);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  // Looking at the whole line again for each piece would take minutes.
  EXPECT_LT(seconds_for(20), 5.0);
  std::string returns;
  for (int i = 0; i < 200'000; ++i) returns += "data: x\r\r";
  EXPECT_EQ(parse(returns).size(), 200'000U);
}

TEST(SseParser, RefusesAnEventAboveTheLimit) {
  Collector one_line(100);
  EXPECT_THROW(one_line.parser().feed(std::string(101, 'x')), Error);
  Collector many_lines(100);
  EXPECT_THROW(
      for (int i = 0; i < 100; ++i) { many_lines.parser().feed("data: 12345\n"); }, Error);
  Collector many_events(100);
  for (int i = 0; i < 100; ++i) many_events.parser().feed("data: 12345\n\n");
  EXPECT_EQ(many_events.seen().size(), 100U);
}

}  // namespace
}  // namespace hearth::http_client
