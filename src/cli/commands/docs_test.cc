// The commands about documents.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cli/documents/reading_progress.h"
#include "cli/testing/command_line.h"

namespace hearth::cli {
namespace {

json progress(const char* state, int done, int total) {
  return {{"root", 3},      {"state", state}, {"done", done}, {"total", total}, {"path", "/w/a.pdf"}, {"read", 2},
          {"unchanged", 1}, {"failed", 1},    {"skipped", 0}, {"removed", 0},   {"problem", ""}};
}

json root_at(const std::string& path) {
  return {{"id", 3},         {"workspace", "/w"}, {"path", path},
          {"watched", true}, {"added_at", 1},     {"ready", 2},
          {"failed", 1},     {"skipped", 0},      {"reading", progress("done", 4, 4)}};
}

class DocsCommands : public ::testing::Test {
 protected:
  CommandLine line;
};

TEST_F(DocsCommands, AddReadsToTheEnd) {
  json asked;
  line.sidecar.answer("POST document-roots", [&](const json& body) {
    asked = body;
    return root_at("/w/my letters");
  });
  line.sidecar.emit("documents.progress", progress("reading", 1, 4));
  line.sidecar.emit("documents.progress", progress("done", 4, 4));
  line.sidecar.cut_after(2);  // the stream of a reading ends with it
  EXPECT_EQ(line.run({"docs", "add", "my letters", "--watch", "--workspace", "/w"}), 0);
  EXPECT_EQ(line.console.output, "3  /w/my letters: 2 read, 1 unchanged, 1 failed\n");
  EXPECT_EQ(asked["path"], (std::filesystem::current_path() / "my letters").string());
  EXPECT_EQ(asked["workspace"], "/w");
  EXPECT_EQ(asked["watched"], true);
}

TEST_F(DocsCommands, AddTakesSeveralPaths) {
  std::vector<std::string> paths;
  line.sidecar.answer("POST document-roots", [&](const json& body) {
    paths.push_back(body["path"]);
    return root_at(body["path"]);
  });
  EXPECT_EQ(line.run({"docs", "add", "--no-wait", "/a b", "/c"}), 0);
  EXPECT_EQ(paths, (std::vector<std::string>{"/a b", "/c"}));
  EXPECT_EQ(line.console.output, "3  /a b: is read in the background\n3  /c: is read in the background\n");
}

TEST_F(DocsCommands, ListShowsRootsAndFiles) {
  line.sidecar.answer("GET document-roots", {{"roots", {root_at("/w/docs")}}});
  EXPECT_EQ(line.run({"docs", "list"}), 0);
  EXPECT_EQ(line.console.output,
            "ID  PATH     READ  FAILED  NO TEXT  STATE    WORKSPACE\n"
            " 3  /w/docs     2       1        0  watched  /w\n");
  line.console.output.clear();
  line.sidecar.answer("GET documents?root=3&state=failed&limit=100", {{"documents",
                                                                       {{{"id", 9},
                                                                         {"path", "/w/docs/a.pdf"},
                                                                         {"format", "pdf"},
                                                                         {"state", "failed"},
                                                                         {"problem", "it is encrypted"}}}},
                                                                      {"next_before", nullptr}});
  EXPECT_EQ(line.run({"docs", "list", "3", "--state", "failed"}), 0);
  EXPECT_EQ(line.console.output,
            "ID  PATH           FORMAT  STATE   WHY\n"
            " 9  /w/docs/a.pdf  pdf     failed  it is encrypted\n");
}

TEST_F(DocsCommands, FindARootByItsPath) {
  line.sidecar.answer("GET document-roots", {{"roots", {root_at("/w/docs")}}});
  line.sidecar.answer("DELETE document-roots/3", root_at("/w/docs"));
  line.sidecar.answer("PUT document-roots/3/watch", root_at("/w/docs"));
  EXPECT_EQ(line.run({"docs", "remove", "/w/docs/"}), 0);
  EXPECT_EQ(line.run({"docs", "watch", "/w/../w/docs", "--stop"}), 0);
  EXPECT_EQ(
      line.console.output,
      "forgot what was read of /w/docs; the files are as they were\n/w/docs is no longer read again when it changes\n");
  EXPECT_NE(line.run({"docs", "remove", "/elsewhere"}), 0);
}

TEST_F(DocsCommands, AProgressLineFitsTheTerminal) {
  EXPECT_EQ(progress_line(progress("reading", 2, 4), 80), "████████████░░░░░░░░░░░░ 2/4 /w/a.pdf");
  EXPECT_EQ(progress_line(progress("reading", 0, 0), 80), "░░░░░░░░░░░░░░░░░░░░░░░░ 0/0 /w/a.pdf");
  EXPECT_EQ(progress_line(progress("reading", 4, 4), 34), "████████████████████████ 4/4 …pdf");
}

}  // namespace
}  // namespace hearth::cli
