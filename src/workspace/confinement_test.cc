// What must never be reached, whichever way paths are resolved and whoever runs the process.
//
// Every forbidden target lies in the test's own temporary folder, also those named through /proc: these tests try to
// write, and if confinement is ever broken they will.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "base/error.h"
#include "base/fd.h"
#include "workspace/recording_sink.h"
#include "workspace/workspace.h"

namespace hearth::workspace {
namespace {

class Confinement : public testing::TestWithParam<Resolution> {
 protected:
  void SetUp() override {
    put(folder_ / "ws/file.txt", "inside");
    put(folder_ / "ws/sub/deep.txt", "deep");
    put(folder_ / "ws-evil/e", "evil");
    put(folder_ / "outside/secret", "canary");
  }

  Workspace open() { return Workspace(folder_ / "ws", sink_, {{}, GetParam()}); }
  void link(const std::string& target, const std::string& name) {
    std::filesystem::create_symlink(target, folder_ / ("ws/" + name));
  }

  // Every way to touch the path fails, and nothing outside has changed.
  void expect_unreachable(const std::string& path) {
    Workspace workspace = open();
    EXPECT_THROW(workspace.read("c", path), Error) << path;
    EXPECT_THROW(workspace.stat(path), Error) << path;
    EXPECT_THROW(workspace.list(path), Error) << path;
    EXPECT_THROW(workspace.walk(path, {}, [](const WalkEntry&) { return Visit::go_on; }, {}), Error) << path;
    EXPECT_THROW(workspace.write("c", path, "broken", {}), Error) << path;
    EXPECT_THROW(workspace.move("c", "file.txt", path), Error) << path;
    EXPECT_THROW(workspace.write("c", path + "/new", "broken", {}), Error) << path;
    expect_untouched();
  }

  void expect_untouched() {
    EXPECT_EQ(get(folder_ / "outside/secret"), "canary");
    EXPECT_EQ(get(folder_ / "ws-evil/e"), "evil");
    EXPECT_EQ(get(folder_ / "ws/file.txt"), "inside");
    auto entries = std::filesystem::directory_iterator(folder_ / "outside");
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
    EXPECT_TRUE(sink_.reads().empty());
    EXPECT_TRUE(sink_.changes.empty());
  }

  TemporaryFolder folder_;
  RecordingSink sink_;
};

INSTANTIATE_TEST_SUITE_P(BothWays, Confinement, testing::Values(Resolution::automatic, Resolution::component_walk),
                         [](const auto& each) { return each.param == Resolution::automatic ? "openat2" : "walk"; });

TEST_P(Confinement, DotDotDoesNotLeadOut) {
  for (std::string path : {"../outside/secret", "sub/../../outside/secret", "./../outside", "../ws-evil/e", ".."}) {
    expect_unreachable(path);
  }
}

TEST_P(Confinement, AbsolutePathsCountOnlyInside) {
  expect_unreachable(folder_ / "outside");
  expect_unreachable(folder_ / "outside/secret");
  expect_unreachable(folder_ / "ws-evil/e");
  EXPECT_EQ(open().read("c", folder_ / "ws/file.txt").bytes, "inside");
}

TEST_P(Confinement, LinksToFilesOutsideAreRefused) {
  link("../outside/secret", "relative");
  link(folder_ / "outside/secret", "absolute");
  link("relative", "twice");
  for (std::string path : {"relative", "absolute", "twice", "relative/", "absolute/"}) expect_unreachable(path);
}

TEST_P(Confinement, LinksToFoldersOutsideAreRefused) {
  link("../outside", "d");
  for (std::string path : {"d", "d/", "d/secret", "d/new", "d/../d/secret"}) expect_unreachable(path);
}

TEST_P(Confinement, LinksOfProcAreRefused) {
  Fd outside(::open((folder_ / "outside").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_ / "outside");
  link("/proc/self/root", "root");
  link("/proc/self/fd/" + std::to_string(outside.get()), "fd");
  link("/proc/self/cwd", "cwd");
  link("/proc/1/cwd", "first");
  for (std::string path : {"root" + (folder_ / "outside"), "root" + (folder_ / "outside/secret"), std::string("fd"),
                           std::string("fd/secret"), std::string("cwd"), std::string("cwd/secret"),
                           std::string("first"), std::string("first/etc/passwd")}) {
    expect_unreachable(path);
  }
  std::filesystem::current_path(before);
}

TEST_P(Confinement, LoopsEnd) {
  link("b", "a");
  link("a", "b");
  expect_unreachable("a");
}

TEST_P(Confinement, MovingAwayALinkMovesTheLinkOnly) {
  link("../outside/secret", "l");
  Workspace workspace = open();
  workspace.move("c", "l", "m");
  workspace.remove("c", "m");
  EXPECT_EQ(get(folder_ / "outside/secret"), "canary");
  EXPECT_FALSE(std::filesystem::is_symlink(folder_ / "ws/m"));
}

TEST_P(Confinement, AHardLinkIsBrokenNotWrittenThrough) {
  std::filesystem::create_hard_link(folder_ / "outside/secret", folder_ / "ws/h");
  open().write("c", "h", "new", {});
  EXPECT_EQ(get(folder_ / "outside/secret"), "canary");
  EXPECT_EQ(get(folder_ / "ws/h"), "new");
}

TEST_P(Confinement, PipesSocketsAndDevicesAreRefusedAtOnce) {
  ASSERT_EQ(::mkfifo((folder_ / "ws/fifo").c_str(), 0600), 0);
  int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string path = folder_ / "ws/socket";
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  std::vector<std::string> names{"fifo", "socket"};
  if (::mknod((folder_ / "ws/zero").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0) names.emplace_back("zero");

  auto start = std::chrono::steady_clock::now();
  for (const std::string& name : names) {
    Workspace workspace = open();
    EXPECT_THROW(workspace.read("c", name), Error) << name;
    EXPECT_THROW(workspace.write("c", name, "x", {}), Error) << name;
    EXPECT_THROW(workspace.list(name), Error) << name;
    EXPECT_THROW(workspace.remove("c", name), Error) << name;
    EXPECT_THROW(workspace.move("c", name, "moved"), Error) << name;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  ::close(fd);
  expect_untouched();
}

TEST_P(Confinement, AProtectedNameCannotBeReachedThroughALink) {
  put(folder_ / "ws/.git/config", "[core]");
  link(".git", "innocent");
  Workspace workspace = open();
  EXPECT_THROW(workspace.write("c", "innocent/config", "x", {}), Error);
  EXPECT_THROW(workspace.write("c", "innocent/hooks/pre-commit", "x", {}), Error);
  EXPECT_THROW(workspace.remove("c", "innocent/config"), Error);
  EXPECT_THROW(workspace.move("c", "innocent/config", "x"), Error);
  EXPECT_THROW(workspace.move("c", "file.txt", "innocent/hooks"), Error);
  EXPECT_EQ(get(folder_ / "ws/.git/config"), "[core]");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ws/.git/hooks"));
}

// The child process gives up root and must see the same walls; its exit status is the number of broken ones.
int failures_as_nobody(const std::function<int()>& probe) {
  pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t nobody = 65534;
    if (::setgid(nobody) != 0 || ::setuid(nobody) != 0) ::_exit(100);
    try {
      ::_exit(probe());
    } catch (...) {
      // A test's child must never go on to run the other tests.
      ::_exit(102);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
}

template <class F>
int succeeds(F&& f) {
  try {
    f();
    return 1;
  } catch (const Error&) {
    return 0;
  }
}

TEST_P(Confinement, HoldsForAnOrdinaryUser) {
  if (::geteuid() != 0) return;  // then every other test here has run as an ordinary user
  link("../outside/secret", "l");
  put(folder_ / "ws/locked", "not for nobody");
  ASSERT_EQ(::chmod((folder_ / "ws/locked").c_str(), 0600), 0);
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0777), 0);
  ASSERT_EQ(::chmod((folder_ / "ws").c_str(), 0777), 0);
  ASSERT_EQ(::chmod((folder_ / "outside").c_str(), 0777), 0);
  int failures = failures_as_nobody([&] {
    Workspace workspace = open();
    int broken = 0;
    broken += succeeds([&] { workspace.read("c", "l"); });
    broken += succeeds([&] { workspace.read("c", "locked"); });
    broken += succeeds([&] { workspace.read("c", "../outside/secret"); });
    broken += succeeds([&] { workspace.write("c", "l", "x", {}); });
    broken += succeeds([&] { workspace.write("c", ".git/hooks/x", "x", {}); });
    broken += workspace.read("c", "file.txt").bytes != "inside";
    // In a folder that is theirs to write, even another's file can be replaced.
    broken += !succeeds([&] { workspace.write("c", "file.txt", "changed", {}); });
    broken += !succeeds([&] { workspace.write("c", "mine/new.txt", "new", {}); });
    broken += !succeeds([&] { workspace.move("c", "mine/new.txt", "mine/moved.txt"); });
    broken += !succeeds([&] { workspace.remove("c", "mine/moved.txt"); });
    return broken;
  });
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(get(folder_ / "outside/secret"), "canary");
  EXPECT_EQ(get(folder_ / "ws/file.txt"), "changed");
}

}  // namespace
}  // namespace hearth::workspace
