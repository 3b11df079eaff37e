#include "tools/line_search.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"

namespace hearth::tools {
namespace {

std::vector<std::size_t> lines_with(const std::string& pattern, std::string_view text) {
  std::vector<std::size_t> lines;
  LineSearch(pattern, {}).search(text, [&](const LineMatch& match) { lines.push_back(match.line); }, {});
  return lines;
}

TEST(LineSearch, ReportsEachLineOnce) {
  EXPECT_EQ(lines_with("a", "a a\nb\na"), (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(lines_with("$", "a\n\nb\n"), (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_TRUE(lines_with("a", "").empty());
}

TEST(LineSearch, SaysWhatIsWrongWithAPattern) {
  try {
    LineSearch("a(b", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    EXPECT_NE(std::string(error.what()).find("missing )"), std::string::npos) << error.what();
  }
}

TEST(LineSearch, StopsWithinOneChunk) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "some words to look at, and more of them\n";
  std::stop_source stop;
  std::size_t seen = 0;
  std::chrono::steady_clock::time_point asked;
  auto each = [&](const LineMatch&) {
    if (seen++ > 0) return;
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  };
  EXPECT_THROW(LineSearch("(words|look).*them", {}).search(text, each, stop.get_token()), Cancelled);
  EXPECT_LT(seen, 10'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1)) << "a tenth of it without sanitizers";
}

}  // namespace
}  // namespace hearth::tools
