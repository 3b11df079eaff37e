#include "process/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "base/error.h"
#include "base/stop.h"
#include "process/wait_readable.h"

namespace hearth::process {
namespace {

using namespace std::chrono_literals;

SpawnOptions shell(const std::string& script) {
  return {.argv = {"/bin/sh", "-c", script}};
}

// What the script writes to its descriptor 3, standard error or both.
std::string output_of(SpawnOptions options) {
  Fd file(::memfd_create("output", MFD_CLOEXEC));
  options.standard_error = file.get();
  options.descriptors = {file.get()};
  Child::spawn(options).wait({});
  ::lseek(file.get(), 0, SEEK_SET);
  return read_all(file.get(), 1 << 20, "output");
}

TEST(Child, TellsHowItEnded) {
  Child child = Child::spawn(shell("exit 7"));
  EXPECT_EQ(child.wait({}).code, 7);
  EXPECT_EQ(child.wait({}).code, 7);
  EXPECT_EQ(Child::spawn(shell("kill -TERM $$")).wait({}).signal, SIGTERM);
}

TEST(Child, GetsItsDescriptorsEnvironmentAndDirectory) {
  SpawnOptions options = shell("echo error >&2; echo three >&3; echo $A$HOME; echo $A$HOME >&3; pwd >&3");
  options.environment = {"A=b"};
  options.working_directory = "/usr";
  EXPECT_EQ(output_of(options), "error\nthree\nb\n/usr\n");
}

TEST(Child, WritesWhereItIsTold) {
  Fd file(::memfd_create("output", MFD_CLOEXEC));
  SpawnOptions options = shell("echo out; echo error >&2");
  options.standard_output = file.get();
  Child::spawn(options).wait({});
  ::lseek(file.get(), 0, SEEK_SET);
  EXPECT_EQ(read_all(file.get(), 100, "output"), "out\n");
}

TEST(Child, GetsNoOtherDescriptor) {
  Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  Fd leak(::fcntl(null.get(), F_DUPFD, 50));  // deliberately not close-on-exec
  SpawnOptions options{.argv = {"/bin/sh", "-c", "for fd in /proc/$$/fd/*; do echo ${fd##*/} >&3; done"}};
  std::string list = output_of(options);
  EXPECT_EQ(list.find(std::to_string(leak.get()) + "\n"), std::string::npos) << list;
  EXPECT_TRUE(list.starts_with("0\n1\n2\n3\n")) << list;
}

TEST(Child, DescriptorsMayStandWhereTheirTargetsAre) {
  int pipes[2];
  ASSERT_EQ(::pipe2(pipes, O_CLOEXEC), 0);
  Fd reader(pipes[0]);
  Fd writer(pipes[1]);
  SpawnOptions options = shell("echo first >&4; echo second >&3");
  options.descriptors = {writer.get(), writer.get()};
  Child::spawn(options).wait({});
  writer.reset();
  EXPECT_EQ(read_all(reader.get(), 100, "pipe"), "first\nsecond\n");
}

TEST(Child, LeadsASessionOfItsOwnWhenAsked) {
  // Field 6 of /proc/PID/stat is the session.
  SpawnOptions options = shell("read -r stat < /proc/$$/stat; set -- $stat; echo $1 $6 >&3");
  auto ids = [&](Session session) {
    options.session = session;
    std::string text = output_of(options);
    std::size_t space = text.find(' ');
    return std::pair(text.substr(0, space), text.substr(space + 1, text.size() - space - 2));
  };
  auto [own_pid, own_session] = ids(Session::own);
  EXPECT_EQ(own_pid, own_session);
  EXPECT_EQ(ids(Session::same).second, std::to_string(::getsid(0)));
}

TEST(Child, StartsWithDefaultSignals) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  Child child = Child::spawn(shell("kill -TERM $$; exit 3"));
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(child.wait({}).signal, SIGTERM);
}

TEST(Child, SignalsTheWholeGroup) {
  int pipes[2];
  ASSERT_EQ(::pipe2(pipes, O_CLOEXEC), 0);
  Fd reader(pipes[0]);
  Fd writer(pipes[1]);
  SpawnOptions options = shell("sleep 100 & echo up >&3; wait");
  options.environment = {"PATH=/usr/bin:/bin"};
  options.descriptors = {writer.get()};
  Child child = Child::spawn(options);
  writer.reset();
  char text[3];
  ASSERT_EQ(::read(reader.get(), text, 3), 3);
  child.signal(SIGKILL);
  EXPECT_EQ(child.wait({}).signal, SIGKILL);
  // The pipe ends only when its last holder has gone: the sleeping grandchild too.
  ASSERT_TRUE(wait_readable(reader.get(), std::chrono::steady_clock::now() + 5s, {}));
  EXPECT_EQ(::read(reader.get(), text, 1), 0);
}

TEST(Child, WaitingCanBeStopped) {
  Child child = Child::spawn(shell("exec sleep 100"));
  {
    std::jthread waiter([&](std::stop_token stop) { EXPECT_THROW(child.wait(stop), Cancelled); });
  }
  child.signal(SIGKILL);
  EXPECT_EQ(child.wait({}).signal, SIGKILL);
}

TEST(Child, SaysWhenAProgramCannotBeStarted) {
  try {
    Child::spawn({.argv = {"/nonexistent/program"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::not_found);
    EXPECT_NE(std::string_view(error.what()).find("/nonexistent/program"), std::string_view::npos);
  }
}

TEST(WaitReadable, ReturnsAtTheDeadline) {
  int pipes[2];
  ASSERT_EQ(::pipe2(pipes, O_CLOEXEC), 0);
  Fd reader(pipes[0]);
  Fd writer(pipes[1]);
  EXPECT_FALSE(wait_readable(reader.get(), std::chrono::steady_clock::now() + 5ms, {}));
  write_all(writer.get(), "x", "pipe");
  EXPECT_TRUE(wait_readable(reader.get(), no_deadline, {}));
}

}  // namespace
}  // namespace hearth::process
