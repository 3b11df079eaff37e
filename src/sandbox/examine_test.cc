#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

#include <cerrno>
#include <filesystem>
#include <functional>

#include "base/error.h"
#include "sandbox/boxed_test.h"
#include "sandbox/protection.h"

namespace hearth::sandbox {
namespace {

class Examine : public BoxedTest {
 protected:
  // A Sandbox whose bwrap says this and fails.
  std::unique_ptr<Sandbox> with_bwrap(const std::string& message) {
    return with_bwrap_script("echo '" + message + "' >&2\nexit 1");
  }
  std::unique_ptr<Sandbox> with_bwrap_script(const std::string& script) {
    std::string program = folder_ / "bwrap";
    workspace::put(program, "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(program, std::filesystem::perms(0755));
    // As root it is an unprivileged user who starts it.
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0711));
    return std::make_unique<Sandbox>(
        Options{.bwrap = program, .box_program = folder_ / "hearth-box", .state_folder = folder_ / "state"});
  }
  // No command may have run, and the error says so.
  void expect_unavailable(Sandbox& sandbox, const std::string& part, Code code = Code::unavailable) {
    try {
      sandbox.run(policy(), {"/bin/sh", "-c", "touch ran"}, {}, {});
      ADD_FAILURE() << "it ran";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code) << error.what();
      EXPECT_NE(std::string_view(error.what()).find(part), std::string_view::npos) << error.what();
    }
    EXPECT_TRUE(std::filesystem::is_empty(workspace()));
  }
};

TEST_F(Examine, AllWallsStandHere) {
  auto began = std::chrono::steady_clock::now();
  Protection protection = sandbox().examine({});
  EXPECT_EQ(protection.level, Protection::Level::full) << protection.reason;
  EXPECT_TRUE(protection.gaps.empty()) << protection.gaps.front();
  EXPECT_EQ(protection.bwrap, "/usr/bin/bwrap");
  EXPECT_FALSE(protection.bwrap_version.empty());
  EXPECT_GT(protection.landlock, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
  EXPECT_EQ(sandbox().examine({}).took, protection.took);
}

TEST_F(Examine, WithoutBubblewrapNothingRuns) {
  Sandbox sandbox(
      {.bwrap = "/nonexistent/bwrap", .box_program = folder_ / "hearth-box", .state_folder = folder_ / "state"});
  expect_unavailable(sandbox, "install the package bubblewrap");
  Protection protection = sandbox.examine({});
  EXPECT_NE(protection.level, Protection::Level::full);
  EXPECT_NE(protection.remedy.find("bubblewrap"), std::string::npos);
  EXPECT_EQ(protection.level == Protection::Level::reduced, ::geteuid() != 0 && protection.landlock > 0);
}

TEST_F(Examine, KnownMessagesHaveARemedy) {
  for (std::string message : {"bwrap: setting up uid map: Permission denied", "bwrap: loopback: Failed RTM_NEWADDR: x",
                              "bwrap: No permissions to create new namespace, likely because"}) {
    expect_unavailable(*with_bwrap(message), "packaging/apparmor/hearth-bwrap");
  }
}

TEST_F(Examine, AnUnknownMessageIsShown) {
  try {
    with_bwrap("bwrap: the moon is full")->run(policy(), {"/bin/true"}, {}, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::internal);
    EXPECT_NE(std::string_view(error.what()).find("the moon is full"), std::string_view::npos) << error.what();
  }
}

TEST_F(Examine, ABoxWithABrokenWallIsNeverUsedAgain) {
  std::unique_ptr<Sandbox> sandbox = with_bwrap_script(
      "[ \"$1\" = --args ] || exec /usr/bin/bwrap \"$@\"\n"
      "exec /usr/bin/bwrap --args \"$2\" --share-net -- \"$4\" \"$5\"");
  EXPECT_EQ(sandbox->run(policy(), {"/bin/true"}, {}, {}).exit_code, 0);  // not looked at yet
  Protection protection = sandbox->examine({});
  EXPECT_EQ(protection.level, Protection::Level::unavailable);
  EXPECT_FALSE(protection.gaps.empty());
  // Denied: where a weaker level was accepted, that is no way round it.
  expect_unavailable(*sandbox, "not every wall of it stands", Code::denied);
}

// The child must see what a machine does that allows no user namespaces; its exit status is the number of surprises.
int surprises_without_namespaces(const std::function<bool()>& is_unavailable) {
  pid_t child = ::fork();
  if (child == 0) {
    scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
    ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 0);
    scmp_arg_cmp user{0, SCMP_CMP_MASKED_EQ, 0x10000000, 0x10000000};
    ::seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &user);
    ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (::seccomp_load(filter) != 0) ::_exit(100);
    try {
      ::_exit(is_unavailable() ? 0 : 1);
    } catch (...) {
      // A test's child must never go on to run the other tests.
      ::_exit(102);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
}

TEST_F(Examine, WithoutNamespacesNothingRuns) {
  EXPECT_EQ(surprises_without_namespaces([&] {
              try {
                sandbox().run(policy(), {"/bin/sh", "-c", "touch ran"}, {}, {});
                return false;
              } catch (const Error& error) {
                return error.code() == Code::unavailable;
              }
            }),
            0);
  EXPECT_TRUE(std::filesystem::is_empty(workspace()));
}

TEST(BrokenWalls, EachIsNoticed) {
  auto findings = [] {
    ProbeFindings good;
    good.numbers = {{"uid", 1000},      {"gid", 1000},        {"environment_of_first", 0},
                    {"canary", ENOENT}, {"write_usr", EROFS}, {"unix_socket", EPERM},
                    {"mount", EPERM},   {"unshare", EPERM},   {"ns_user", 2}};
    good.words = {{"capabilities", "0000000000000000"},
                  {"bounding", "0000000000000000"},
                  {"no_new_privileges", "1"},
                  {"seccomp", "2"},
                  {"seccomp_of_first", "2"}};
    good.lists = {{"descriptors", {"2", "0", "1"}}, {"interfaces", {"lo"}}};
    return good;
  };
  NamespaceIds ours{{"user", 1}};
  EXPECT_TRUE(broken_walls(findings(), ours).empty());
  EXPECT_EQ(broken_walls({}, ours).size(), 12U);
  for (std::string name : {"uid", "canary", "write_usr", "unix_socket", "mount", "unshare"}) {
    ProbeFindings broken = findings();
    broken.numbers[name] = 0;
    EXPECT_EQ(broken_walls(broken, ours).size(), 1U) << name;
  }
  ProbeFindings shared = findings();
  shared.numbers["ns_user"] = 1;
  EXPECT_EQ(broken_walls(shared, ours).size(), 1U);
  ProbeFindings connected = findings();
  connected.lists["interfaces"].emplace_back("eth0");
  EXPECT_EQ(broken_walls(connected, ours).size(), 1U);
}

}  // namespace
}  // namespace hearth::sandbox
