#include "workspace/name_search.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/fd.h"
#include "workspace/recording_sink.h"

namespace hearth::workspace {
namespace {

class NameSearchTest : public testing::Test {
 protected:
  NameSearchTest() {
    for (const char* path : {"notes/todo.txt", "notes/old/Todo-list.md", "mytodo.txt", "todo/plan.md", "tools/dots.o",
                             "readme.md", ".git/todo", "node_modules/todo.js"}) {
      put(folder_ / path, "");
    }
    std::filesystem::create_symlink("readme.md", folder_ / "todo-link");
    put(folder_ / "todo\xff", "");
  }
  FoundNames find(const NameSearch& search) {
    Fd top(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return find_names(top.get(), search, {});
  }
  std::vector<std::string> paths(const NameSearch& search) {
    std::vector<std::string> all;
    for (const WalkEntry& entry : find(search).entries) all.push_back(entry.path);
    return all;
  }
  TemporaryFolder folder_;
};

TEST_F(NameSearchTest, GivesTheBestFirstAndPassesOverWhatIsNotMeant) {
  EXPECT_EQ(paths({.words = "TODO"}), (std::vector<std::string>{"todo", "notes/todo.txt", "notes/old/Todo-list.md",
                                                                "mytodo.txt", "todo/plan.md", "tools/dots.o"}));
  EXPECT_EQ(find({.words = "todo"}).entries[0].kind, FileKind::directory);
  EXPECT_FALSE(find({.words = "todo"}).cut_off);
  EXPECT_EQ(paths({.words = "no such"}), std::vector<std::string>{});
}

TEST_F(NameSearchTest, IsBounded) {
  FoundNames few = find({.words = "todo", .limit = 2});
  EXPECT_EQ(few.entries.size(), 2u);
  EXPECT_TRUE(few.cut_off);
  EXPECT_TRUE(find({.words = "todo", .limit = 50, .max_entries = 3}).cut_off);
  EXPECT_EQ(paths({.words = "", .limit = 3}).size(), 3u);
}

}  // namespace
}  // namespace hearth::workspace
