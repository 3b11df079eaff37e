#include "sandbox/launch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

#include "base/error.h"
#include "domain/json.h"
#include "process/wait_readable.h"
#include "sandbox/box/stage.h"
#include "sandbox/bwrap_failure.h"
#include "sandbox/mount_check.h"
#include "sandbox/system_call_filter.h"

namespace hearth::sandbox {

namespace {

constexpr std::chrono::seconds patience{20};
constexpr std::size_t longest_message = 4096;

// A file in memory that reads as `content`.
Fd file_of(std::string_view content, const char* name) {
  Fd file(::memfd_create(name, MFD_CLOEXEC));
  if (!file) throw_errno("preparing a box");
  write_all(file.get(), content, "a file for the box");
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

struct Pair {
  Fd ours;
  Fd theirs;
};

Pair make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("preparing a box");
  return {Fd(ends[0]), Fd(ends[1])};
}

Pair make_channel() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) throw_errno("preparing a box");
  return {Fd(ends[0]), Fd(ends[1])};
}

Fd open_null() {
  Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) throw_errno("opening /dev/null");
  return null;
}

struct Message {
  std::string text;  // empty: the other end is closed
  Fd descriptor;
};

Message receive(int channel) {
  Message message;
  std::array<char, longest_message> buffer{};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  iovec part{buffer.data(), buffer.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t size = 0;
  do {
    size = ::recvmsg(channel, &header, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  // A reset is an end as well: somebody inside was killed with our message unread.
  if (size <= 0) return message;
  message.text.assign(buffer.data(), static_cast<std::size_t>(size));
  const cmsghdr* rights = CMSG_FIRSTHDR(&header);
  if (rights != nullptr && rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS) {
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    message.descriptor = Fd(fd);
  }
  return message;
}

// A pipe belongs to whoever made it; as root that would keep the boxed user from opening /dev/stdout.
void hand_over(int fd) {
  struct stat info {};
  if (::geteuid() != 0 || ::fstat(fd, &info) != 0 || !S_ISFIFO(info.st_mode)) return;
  if (::fchown(fd, unprivileged_id, unprivileged_id) != 0) throw_errno("preparing a box");
}

class Launch {
 public:
  explicit Launch(const LaunchOrder& order) : order_(order), deadline_(std::chrono::steady_clock::now() + patience) {}

  Box run(LaunchThread& thread, const std::stop_token& stop) {
    prepare();
    launcher_.emplace(thread.spawn(options()));
    close_theirs();
    // Whatever goes wrong from here on, nothing may stay.
    try {
      find_first_process(stop);
      wait_until_ready(stop);
      check_mounts_of(first_process_number_, plan_.mounts);
      release(stop);
    } catch (...) {
      abandon();
      throw;
    }
    return Box(std::move(*launcher_), std::move(first_process_), std::move(listener_));
  }

 private:
  void prepare() {
    LaunchInputs inputs{order_.system, {}, order_.program, order_.binds, order_.temporary_bytes};
    auto first_text = descriptor::first_extra + static_cast<int>(order_.staged.size());
    for (const SystemText& text : order_.system.texts) {
      inputs.text_descriptors.push_back(first_text++);
      theirs_.push_back(file_of(text.content, "etc"));
    }
    plan_ = plan_launch(inputs);
    std::string arguments;
    for (const std::string& option : plan_.options) (arguments += option) += '\0';
    arguments_ = file_of(arguments, "arguments");
    filter_ = make_system_call_filter(Sockets::internet);
    spec_ = file_of(encode(order_.spec), "spec");
    errors_ = file_of("", "errors");
    info_ = make_pipe();
    channel_ = make_channel();
    null_ = open_null();
  }

  int standard(int fd) const {
    if (fd < 0) return null_.get();
    hand_over(fd);
    return fd;
  }

  process::SpawnOptions options() const {
    process::SpawnOptions options;
    if (!order_.staged.empty()) {
      options.argv = {order_.box_program, "staging", std::to_string(order_.staged.size())};
    }
    for (std::string word : {order_.bwrap, std::string("--args"), std::to_string(descriptor::arguments),
                             std::string("--"), std::string(program_inside), std::string("inside")}) {
      options.argv.push_back(std::move(word));
    }
    options.standard_error = errors_.get();
    options.descriptors = {arguments_.get(),
                           filter_.get(),
                           info_.theirs.get(),
                           spec_.get(),
                           channel_.theirs.get(),
                           standard(order_.stdio.input),
                           standard(order_.stdio.output),
                           standard(order_.stdio.error)};
    options.descriptors.insert(options.descriptors.end(), order_.staged.begin(), order_.staged.end());
    for (const Fd& text : theirs_) options.descriptors.push_back(text.get());
    return options;
  }

  void close_theirs() {
    info_.theirs.reset();
    channel_.theirs.reset();
    theirs_.clear();
  }

  // bwrap writes {"child-pid": N, …}; its number is as this process sees it.
  void find_first_process(const std::stop_token& stop) {
    std::string text;
    while (text.find('}') == std::string::npos) {
      std::array<char, 512> buffer{};
      await(info_.ours.get(), stop);
      ssize_t size = ::read(info_.ours.get(), buffer.data(), buffer.size());
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) throw_bwrap_failure();
      text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    json info = json::parse(text, nullptr, false);
    if (!info.is_object() || !info.contains("child-pid")) throw_bwrap_failure();
    first_process_number_ = info["child-pid"].get<pid_t>();
    first_process_ = process::open_process(first_process_number_);
    if (!first_process_) throw_bwrap_failure();
  }

  void wait_until_ready(const std::stop_token& stop) {
    await(channel_.ours.get(), stop);
    Message message = receive(channel_.ours.get());
    if (message.text.empty()) throw_bwrap_failure();
    if (message.text.front() != message::ready) throw_command_failure(message.text);
    listener_ = std::move(message.descriptor);
  }

  void release(const std::stop_token& stop) {
    char go = message::go;
    if (::send(channel_.ours.get(), &go, 1, MSG_NOSIGNAL) != 1) throw_errno("starting a command in its box");
    await(channel_.ours.get(), stop);
    Message message = receive(channel_.ours.get());
    if (!message.text.empty()) throw_command_failure(message.text);
  }

  void await(int fd, const std::stop_token& stop) const {
    if (!process::wait_readable(fd, deadline_, stop)) {
      throw Error(Code::timeout, "starting a box: bubblewrap did not get ready in time: try again");
    }
  }

  [[noreturn]] void throw_bwrap_failure() {
    abandon();
    ::lseek(errors_.get(), 0, SEEK_SET);
    throw bwrap_failure(read_all(errors_.get(), longest_message, "bubblewrap's message"));
  }

  [[noreturn]] static void throw_command_failure(const std::string& message) {
    throw Error(Code::not_found, fmt::format("starting a command in its box: {}", message.substr(1)));
  }

  // The launcher leads its group; its first process ends with it, because bwrap asked the kernel for that.
  void abandon() {
    if (!launcher_) return;
    if (first_process_) ::syscall(SYS_pidfd_send_signal, first_process_.get(), SIGKILL, nullptr, 0);
    launcher_->signal(SIGKILL);
    if (first_process_) process::wait_readable(first_process_.get(), process::no_deadline, {});
    launcher_->wait({});
    launcher_.reset();
  }

  const LaunchOrder& order_;
  process::Deadline deadline_;
  LaunchPlan plan_;
  Fd arguments_;
  Fd filter_;
  Fd spec_;
  Fd errors_;
  Fd null_;
  Pair info_;
  Pair channel_;
  std::vector<Fd> theirs_;
  std::optional<process::Child> launcher_;
  pid_t first_process_number_ = 0;
  Fd first_process_;
  Fd listener_;
};

}  // namespace

Box launch(LaunchThread& thread, const LaunchOrder& order, const std::stop_token& stop) {
  return Launch(order).run(thread, stop);
}

}  // namespace hearth::sandbox
