#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "sandbox/box/command.h"
#include "sandbox/box/landlock_version.h"
#include "sandbox/box/report.h"
#include "sandbox/box/roles.h"

namespace hearth::sandbox {

namespace {

std::vector<sock_filter> read_filter() {
  std::vector<sock_filter> program(BPF_MAXINSNS);
  ssize_t size = ::read(descriptor::filter, program.data(), program.size() * sizeof(sock_filter));
  if (size <= 0) fail("reading the system call filter");
  program.resize(static_cast<std::size_t>(size) / sizeof(sock_filter));
  return program;
}

void install(std::vector<sock_filter> program) {
  sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) fail("applying the system call filter");
}

// The child closes the channel by its exec; this process keeps it, to notice when Hearth goes.
[[noreturn]] void become_reduced_command(BoxSpec& spec, std::vector<sock_filter> filter) {
  ::setsid();
  ::prctl(PR_SET_DUMPABLE, 1);
  install(std::move(filter));
  become_command(spec, {spec.readable, spec.writable, {}, LandlockRules::Tcp::deny});
}

void tell_started() {
  char text = message::started;
  ::send(descriptor::channel, &text, 1, MSG_NOSIGNAL);
}

// Whoever is left becomes our child when its parent ends; so this ends when nobody is left.
void end_descendants() {
  std::string path = "/proc/self/task/" + std::to_string(::getpid()) + "/children";
  for (;;) {
    char text[65536];
    int list = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ssize_t size = list < 0 ? 0 : ::read(list, text, sizeof text - 1);
    ::close(list);
    text[size < 0 ? 0 : size] = '\0';
    char* rest = text;
    for (long child = std::strtol(rest, &rest, 10); child > 0; child = std::strtol(rest, &rest, 10)) {
      ::kill(static_cast<pid_t>(child), SIGKILL);
    }
    if (::waitpid(-1, nullptr, 0) < 0 && errno == ECHILD) return;
  }
}

int exit_status_of(const siginfo_t& info) {
  constexpr int signal_base = 128;
  return info.si_code == CLD_EXITED ? info.si_status : signal_base + info.si_status;
}

// Blocks until the command ends or Hearth closes the channel. Orphans that ended are taken away meanwhile.
int supervise(pid_t command) {
  auto pidfd = static_cast<int>(::syscall(SYS_pidfd_open, command, 0));
  if (pidfd < 0) fail("watching the command");
  for (;;) {
    pollfd polls[] = {{pidfd, POLLIN, 0}, {descriptor::channel, POLLIN | POLLRDHUP, 0}};
    if (::poll(polls, 2, -1) < 0) continue;
    if (polls[1].revents != 0) ::kill(command, SIGKILL);
    siginfo_t info{};
    if (::waitid(P_PIDFD, static_cast<id_t>(pidfd), &info, WEXITED | (polls[1].revents != 0 ? 0 : WNOHANG)) == 0 &&
        info.si_pid == command) {
      return exit_status_of(info);
    }
  }
}

}  // namespace

void run_reduced() {
  ::fcntl(descriptor::channel, F_SETFD, FD_CLOEXEC);
  report_failures_to(descriptor::channel);
  if (landlock_version() == 0) fail_with("this kernel has no Landlock");
  BoxSpec spec = read_spec();
  std::vector<sock_filter> filter = read_filter();
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) fail("becoming the parent of orphans");
  ::prctl(PR_SET_DUMPABLE, 0);
  char ready = message::ready;
  if (::send(descriptor::channel, &ready, 1, MSG_NOSIGNAL) != 1) fail("reporting ready");
  wait_for_go();
  int started[2];
  if (::pipe2(started, O_CLOEXEC) != 0) fail("starting the command");
  pid_t command = ::fork();
  if (command < 0) fail("starting the command");
  if (command == 0) become_reduced_command(spec, std::move(filter));
  ::close_range(descriptor::input, descriptor::error, 0);
  ::close(started[1]);
  // Ends with the exec, or with the child that has told why there was none.
  char none = 0;
  while (::read(started[0], &none, 1) < 0 && errno == EINTR) continue;
  tell_started();
  int status = supervise(command);
  end_descendants();
  ::_exit(status);
}

}  // namespace hearth::sandbox
