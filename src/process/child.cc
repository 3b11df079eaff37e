#include "process/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "process/wait_readable.h"

namespace hearth::process {

namespace {

constexpr int first_free_descriptor = 3;

void require(int error_number) {
  if (error_number != 0) throw_errno("preparing to start a program", error_number);
}

class SpawnAttributes {
 public:
  explicit SpawnAttributes(Session session) {
    require(::posix_spawnattr_init(&attributes_));
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (session == Session::own) flags |= POSIX_SPAWN_SETSID;
    require(::posix_spawnattr_setsigmask(&attributes_, &none));
    require(::posix_spawnattr_setsigdefault(&attributes_, &all));
    require(::posix_spawnattr_setflags(&attributes_, static_cast<short>(flags)));
  }
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

class FileActions {
 public:
  explicit FileActions(const SpawnOptions& options) {
    require(::posix_spawn_file_actions_init(&actions_));
    // Copies above the target numbers first, so that no target is overwritten before it has been copied.
    auto count = static_cast<int>(options.descriptors.size());
    int above = first_free_descriptor + count;
    int output_source = copy(options.standard_output, above);
    int error_source = copy(options.standard_error, above);
    for (int fd : options.descriptors) copy(fd, above);

    require(::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0));
    place_standard(output_source, STDOUT_FILENO);
    place_standard(error_source, STDERR_FILENO);
    for (int i = 0; i < count; ++i) {
      int source = copies_[copies_.size() - options.descriptors.size() + static_cast<std::size_t>(i)].get();
      require(::posix_spawn_file_actions_adddup2(&actions_, source, first_free_descriptor + i));
    }
    require(::posix_spawn_file_actions_addclosefrom_np(&actions_, above));
    require(::posix_spawn_file_actions_addchdir_np(&actions_, options.working_directory.c_str()));
  }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void place_standard(int source, int target) {
    if (source >= 0) {
      require(::posix_spawn_file_actions_adddup2(&actions_, source, target));
    } else {
      require(::posix_spawn_file_actions_addopen(&actions_, target, "/dev/null", O_WRONLY, 0));
    }
  }

  int copy(std::optional<int> fd, int above) {
    if (!fd) return -1;
    copies_.emplace_back(::fcntl(*fd, F_DUPFD_CLOEXEC, above));
    if (!copies_.back()) throw_errno("preparing to start a program");
    return copies_.back().get();
  }

  posix_spawn_file_actions_t actions_;
  std::vector<Fd> copies_;
};

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

std::vector<std::string> own_environment() {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  return environment;
}

Fd open_process(pid_t pid) {
  Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process && errno != ESRCH) throw_errno(fmt::format("watching process {}", pid));
  return process;
}

Child Child::spawn(const SpawnOptions& options) {
  check(!options.argv.empty());
  SpawnAttributes attributes(options.session);
  FileActions actions(options);
  pid_t pid = 0;
  const std::string& program = options.argv.front();
  int error_number = ::posix_spawn(&pid, program.c_str(), actions.get(), attributes.get(),
                                   pointers_to(options.argv).data(), pointers_to(options.environment).data());
  if (error_number != 0) throw_errno(fmt::format("starting {}", program), error_number);
  // Nobody but us can reap the child, so its number is still its own.
  Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!pidfd) throw_errno(fmt::format("watching {}", program));
  return Child(pid, std::move(pidfd), options.session);
}

Child::~Child() {
  if (!pidfd_ || ended_) return;
  siginfo_t info{};
  ::waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &info, WEXITED | WNOHANG);
}

ExitStatus Child::wait(std::stop_token stop) {
  if (ended_) return *ended_;
  wait_readable(pidfd_.get(), no_deadline, std::move(stop));
  siginfo_t info{};
  while (::waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &info, WEXITED) != 0) {
    if (errno != EINTR) throw_errno("waiting for a process");
  }
  ended_ =
      info.si_code == CLD_EXITED ? ExitStatus{.code = info.si_status} : ExitStatus{.code = 0, .signal = info.si_status};
  return *ended_;
}

void Child::signal(int signal_number) {
  check(!ended_);
  // Until it is reaped, the number of the leader is also that of its group.
  if (session_ == Session::own) {
    ::kill(-pid_, signal_number);
  } else {
    ::syscall(SYS_pidfd_send_signal, pidfd_.get(), signal_number, nullptr, 0);
  }
}

}  // namespace hearth::process
