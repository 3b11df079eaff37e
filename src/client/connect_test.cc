#include "client/connect.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "base/sync.h"
#include "http_server/server.h"

namespace hearth::client {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* behaviour_variable = "HEARTH_TEST_SIDECAR";

// What this test program does when it is started as a sidecar: it answers until it is told to shut down.
int act_as_sidecar(const std::string& data_directory, std::string_view behaviour) {
  if (behaviour == "fails") {
    std::fputs("opening the data: it is full of eels\n", stderr);
    return 1;
  }
  if (behaviour == "hangs") {
    ::alarm(3);  // so that it does not outlive the test for long
    ::pause();
  }
  Fd lock(::open((data_directory + "/lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    std::fputs("opening the data: another sidecar has it\n", stderr);
    return 1;
  }
  Fd(::open((data_directory + "/started." + std::to_string(::getpid())).c_str(), O_CREAT | O_WRONLY, 0600));
  Endpoint endpoint = prepare_endpoint(data_directory);
  Sync<bool> ends;
  http_server::Options options;
  options.unix_socket_path = endpoint.socket;
  http_server::Server server(options, [&](const http_server::Request& request, std::stop_token) {
    if (request.header("authorization") != "Bearer t") return http_server::problem(401, "no token");
    if (request.path == "/shutdown") ends.update([](bool& value) { value = true; });
    return http_server::Response{.body = "{\"pid\":" + std::to_string(::getpid()) + "}"};
  });
  publish(endpoint, "t");
  write_all(3, "ready\n", "the ready message");
  ends.wait(
      {}, [](bool value) { return value; }, [](bool&) {});
  return 0;
}

class ConnectTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/hearth-connect-XXXXXX";
    ASSERT_NE(::mkdtemp(name), nullptr);
    root_ = name;
    ::setenv("XDG_RUNTIME_DIR", "/nonexistent", 1);
    behave("works");
  }
  void TearDown() override {
    if (auto running = find_running(root_, {})) running->post("/shutdown", nullptr, {});
    fs::remove_all(root_);
    ::unsetenv("XDG_RUNTIME_DIR");
  }
  static void behave(const char* how) { ::setenv(behaviour_variable, how, 1); }
  StartOptions options() const {
    return {.data_directory = root_, .executable = fs::read_symlink("/proc/self/exe").string(), .limit = 10s};
  }
  int sidecars_started() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(root_)) {
      if (entry.path().filename().string().starts_with("started.")) ++count;
    }
    return count;
  }
  Error start_error(const StartOptions& start) const {
    try {
      connect_or_start(start, {});
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "it started";
    return Error(Code::internal, "");
  }

  std::string root_;
};

TEST_F(ConnectTest, FindsNothingWhereNothingRuns) {
  EXPECT_FALSE(find_running(root_, {}));
  EXPECT_FALSE(find_running(root_ + "/absent", {}));
}

TEST_F(ConnectTest, StartsASidecarOnceAndFindsItAgain) {
  Sidecar first = connect_or_start(options(), {});
  json pid = first.get("/", {})["pid"];
  EXPECT_NE(pid, ::getpid());
  EXPECT_EQ(connect_or_start(options(), {}).get("/", {})["pid"], pid);
  ASSERT_TRUE(find_running(root_, {}));
  EXPECT_EQ(sidecars_started(), 1);
}

TEST_F(ConnectTest, TwoStartsAtTheSameMomentEndWithOneSidecar) {
  json pids[4];
  {
    std::vector<std::jthread> starters;
    for (json& pid : pids) {
      starters.emplace_back([&] { pid = connect_or_start(options(), {}).get("/", {})["pid"]; });
    }
  }
  for (const json& pid : pids) EXPECT_EQ(pid, pids[0]);
  EXPECT_EQ(sidecars_started(), 1);
}

TEST_F(ConnectTest, TakesOverWhereASidecarWasKilled) {
  Sidecar first = connect_or_start(options(), {});
  pid_t pid = first.get("/", {})["pid"].get<pid_t>();
  ASSERT_EQ(::kill(pid, SIGKILL), 0);
  EXPECT_NE(connect_or_start(options(), {}).get("/", {})["pid"], pid);
  EXPECT_EQ(sidecars_started(), 2);
}

TEST_F(ConnectTest, RepeatsWhatTheSidecarSaidWhenItCannotStart) {
  behave("fails");
  Error error = start_error(options());
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_STREQ(error.what(), "starting Hearth: opening the data: it is full of eels");
  StartOptions wrong = options();
  wrong.executable = "/nonexistent/hearth";
  EXPECT_EQ(start_error(wrong).code(), Code::not_found);
}

TEST_F(ConnectTest, GivesUpOnASidecarThatDoesNotGetReadyAndObeysItsStopToken) {
  behave("hangs");
  StartOptions hasty = options();
  hasty.limit = 50ms;
  EXPECT_EQ(start_error(hasty).code(), Code::timeout);
  std::jthread starter([&](std::stop_token stop) { EXPECT_THROW(connect_or_start(options(), stop), Cancelled); });
}

}  // namespace
}  // namespace hearth::client

int main(int argc, char** argv) {
  const char* behaviour = std::getenv(hearth::client::behaviour_variable);
  if (argc > 4 && behaviour != nullptr && std::string_view(argv[1]) == "serve") {
    return hearth::client::act_as_sidecar(argv[4], behaviour);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
