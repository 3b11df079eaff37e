#include <sys/stat.h>

#include <chrono>
#include <string>

#include "base/stop.h"
#include "tools/builtin.h"
#include "tools/tool_fixture.h"

namespace hearth::tools {
namespace {

class FsSearchTest : public ToolTest {
 protected:
  json search(const json& arguments) { return structured(make_fs_search, arguments); }
};

TEST_F(FsSearchTest, GivesPathLineAndColumnInOrder) {
  put("b.txt", "no\na needle here\nneedle needle\r\n");
  put("a/c.txt", "needle");
  ToolResult result = call(make_fs_search, {{"pattern", "needle"}});
  EXPECT_EQ(result.text,
            "a/c.txt:1:1: needle\nb.txt:2:3: a needle here\nb.txt:3:1: needle needle\n"
            "3 matching lines in 2 files searched.");
  EXPECT_EQ(result.structured["total"], 3);
  EXPECT_EQ(result.structured["matches"][1],
            (json{{"path", "b.txt"}, {"line", 2}, {"column", 3}, {"text", "a needle here"}}));
  EXPECT_EQ(result.structured["files_searched"], 2);
  EXPECT_EQ(result.structured["truncated"], false);
}

TEST_F(FsSearchTest, RecordsWhatItReadInOneGo) {
  put("a", "x");
  put("b", "y");
  search({{"pattern", "x"}});
  ASSERT_EQ(sink_.reads().size(), 1U);
  EXPECT_EQ(sink_.reads()[0].files.size(), 2U);
}

TEST_F(FsSearchTest, UnderstandsPatternsLiteralsAndCase) {
  put("a", "f(x) = [1]\nF(Y)\n\nlast");
  EXPECT_EQ(search({{"pattern", "f\\("}})["total"], 1);
  EXPECT_EQ(search({{"pattern", "f("}, {"literal", true}})["total"], 1);
  EXPECT_EQ(search({{"pattern", "f("}, {"literal", true}, {"ignore_case", true}})["total"], 2);
  EXPECT_EQ(search({{"pattern", "^last$"}})["matches"][0]["line"], 4);
  EXPECT_EQ(search({{"pattern", "^$"}})["matches"][0]["line"], 3);
  EXPECT_EQ(search({{"pattern", "\\]\\sF"}})["total"], 0) << "a match stays within a line";
  EXPECT_EQ(search({{"pattern", "x*"}})["total"], 4) << "an empty match counts once a line";
}

TEST_F(FsSearchTest, NarrowsByPathAndGlob) {
  put("src/a.cc", "needle");
  put("src/a.h", "needle");
  put("docs/a.cc", "needle");
  EXPECT_EQ(search({{"pattern", "needle"}, {"glob", "*.cc"}})["total"], 2);
  EXPECT_EQ(search({{"pattern", "needle"}, {"glob", "*.cc"}, {"path", "src"}})["total"], 1);
  json one = search({{"pattern", "needle"}, {"path", "src/a.h"}});
  EXPECT_EQ(one["total"], 1);
  EXPECT_EQ(one["files_searched"], 1);
}

TEST_F(FsSearchTest, CutsAtTheLimitsAndCountsOn) {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "needle\n";
  put("a", many);
  put("b", std::string(399, 'x') + "üneedle");
  ToolResult result = call(make_fs_search, {{"pattern", "needle"}});
  EXPECT_EQ(result.structured["matches"].size(), 200U);
  EXPECT_EQ(result.structured["total"], 501);
  EXPECT_EQ(result.structured["truncated"], true);
  EXPECT_TRUE(contains(result.text, "first 200"));
  EXPECT_EQ(search({{"pattern", "needle"}, {"max_results", 3}})["matches"].size(), 3U);
  EXPECT_EQ(search({{"pattern", "needle"}, {"path", "b"}})["matches"][0]["text"], std::string(399, 'x'));
}

TEST_F(FsSearchTest, LinesAreCountedAcrossChunks) {
  std::string text;
  for (int i = 1; i <= 100'000; ++i) text += i % 10'000 == 0 ? "needle\n" : "filling\n";
  put("big", text);
  json found = search({{"pattern", "^needle$"}});
  ASSERT_EQ(found["total"], 10);
  EXPECT_EQ(found["matches"][9]["line"], 100'000);
  put("wide", std::string(600'000, 'x') + "needle\nneedle");
  EXPECT_EQ(search({{"pattern", "needle$"}, {"path", "wide"}})["matches"][1]["line"], 2);
}

TEST_F(FsSearchTest, SkipsAndCountsWhatIsNoText) {
  put("binary", "needle\xff");
  put("text", "needle");
  put("huge", "");
  std::filesystem::resize_file(in("huge"), std::uintmax_t{1} << 40);
  ASSERT_EQ(::mkfifo(in("fifo").c_str(), 0600), 0);
  std::filesystem::create_symlink("/etc/passwd", in("link"));
  ToolResult result = call(make_fs_search, {{"pattern", "needle|root"}});
  EXPECT_EQ(result.structured["total"], 1);
  EXPECT_EQ(result.structured["files_searched"], 1);
  EXPECT_EQ(result.structured["files_skipped"], 2);
  EXPECT_TRUE(contains(result.text, "2 skipped"));
}

TEST_F(FsSearchTest, FailuresSayWhatToDo) {
  EXPECT_TRUE(contains(failure(make_fs_search, {{"pattern", "("}}), "\"literal\""));
  EXPECT_TRUE(contains(failure(make_fs_search, {{"pattern", "\\1"}}), "reading the pattern"));
  EXPECT_TRUE(contains(failure(make_fs_search, {{"pattern", "x"}, {"path", "absent"}}), "no such file"));
  EXPECT_TRUE(contains(failure(make_fs_search, {{"pattern", "x"}, {"path", "/etc"}}), "outside"));
  EXPECT_TRUE(contains(failure(make_fs_search, {{"pattern", ""}}), "pattern"));
}

TEST_F(FsSearchTest, AnEvilPatternTakesLinearTime) {
  put("a", std::string(200'000, 'a') + "\n");
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(search({{"pattern", "(a*)*(a*)*b"}})["total"], 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(FsSearchTest, AStoppedSearchRecordsNothing) {
  put("a", "needle");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(call(make_fs_search, {{"pattern", "needle"}}, stop.get_token()), Cancelled);
  EXPECT_TRUE(sink_.reads().empty()) << "nothing reached the model";
}

}  // namespace
}  // namespace hearth::tools
