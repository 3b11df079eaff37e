#include "sandbox/launch.h"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include "base/error.h"
#include "domain/json.h"
#include "process/wait_readable.h"
#include "sandbox/box_channel.h"
#include "sandbox/bwrap_failure.h"
#include "sandbox/launch_descriptors.h"
#include "sandbox/mount_check.h"
#include "sandbox/system_call_filter.h"

namespace hearth::sandbox {

namespace {

constexpr std::chrono::seconds patience{20};
constexpr std::size_t longest_message = 65536;

int standard(int fd, const Fd& null) {
  if (fd < 0) return null.get();
  hand_over(fd);
  return fd;
}

class Launch {
 public:
  explicit Launch(const LaunchOrder& order) : order_(order), deadline_(std::chrono::steady_clock::now() + patience) {}

  Box run(LaunchThread& thread, const std::stop_token& stop) {
    if (::access(order_.bwrap.c_str(), X_OK) != 0) throw bwrap_missing(order_.bwrap);
    prepare();
    launcher_.emplace(thread.spawn(options()));
    close_theirs();
    // Whatever goes wrong from here on, nothing may stay.
    try {
      find_first_process(stop);
      wait_until_ready(stop);
      check_mounts_of(first_process_number_, plan_.mounts);
      channel_.release(deadline_, stop);
    } catch (...) {
      abandon();
      throw;
    }
    return Box(Walls::full, std::move(*launcher_), std::move(first_process_), std::move(listener_));
  }

 private:
  void prepare() {
    LaunchInputs inputs{order_.system, {}, order_.program, order_.binds, order_.temporary_bytes};
    int first_text = descriptor::first_extra;
    for (const SystemText& text : order_.system.texts) {
      inputs.text_descriptors.push_back(first_text++);
      texts_.push_back(file_of(text.content, "etc"));
    }
    plan_ = plan_launch(inputs);
    BoxSpec spec = order_.spec;
    spec.staged = plan_.staged;
    std::string arguments;
    for (const std::string& option : plan_.options) (arguments += option) += '\0';
    arguments_ = file_of(arguments, "arguments");
    filter_ = file_of(order_.filter, "filter");
    spec_ = file_of(encode(spec), "spec");
    errors_ = file_of("", "errors");
    info_ = make_pipe();
    null_ = open_null();
  }

  process::SpawnOptions options() const {
    process::SpawnOptions options;
    options.argv = {order_.box_program, "staging", order_.bwrap, "--args", std::to_string(descriptor::arguments), "--",
                    program_inside,     "inside"};
    options.standard_error = errors_.get();
    options.descriptors = {arguments_.get(),
                           filter_.get(),
                           info_.writer.get(),
                           spec_.get(),
                           channel_.theirs(),
                           standard(order_.stdio.input, null_),
                           standard(order_.stdio.output, null_),
                           standard(order_.stdio.error, null_)};
    for (const Fd& text : texts_) options.descriptors.push_back(text.get());
    return options;
  }

  void close_theirs() {
    info_.writer.reset();
    channel_.close_theirs();
    texts_.clear();
  }

  // bwrap writes {"child-pid": N, …}; its number is as this process sees it.
  void find_first_process(const std::stop_token& stop) {
    std::string text;
    while (text.find('}') == std::string::npos) {
      std::array<char, 512> buffer{};
      if (!process::wait_readable(info_.reader.get(), deadline_, stop)) {
        throw Error(Code::timeout, "starting a box: bubblewrap did not get ready in time: try again");
      }
      ssize_t size = ::read(info_.reader.get(), buffer.data(), buffer.size());
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
    std::optional<BoxChannel::Ready> ready = channel_.wait_until_ready(deadline_, stop);
    if (!ready) throw_bwrap_failure();
    listener_ = std::move(ready->listener);
  }

  // Its message is whole once it has ended.
  [[noreturn]] void throw_bwrap_failure() {
    abandon();
    ::lseek(errors_.get(), 0, SEEK_SET);
    throw bwrap_failure(read_all(errors_.get(), longest_message, "bubblewrap's message"));
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
  Pipe info_;
  BoxChannel channel_;
  std::vector<Fd> texts_;
  std::optional<process::Child> launcher_;
  pid_t first_process_number_ = 0;
  Fd first_process_;
  Fd listener_;
};

}  // namespace

Box launch(LaunchThread& thread, const LaunchOrder& order, const std::stop_token& stop) {
  return Launch(order).run(thread, stop);
}

Box launch_reduced(LaunchThread& thread, const ReducedOrder& order, const std::stop_token& stop) {
  process::Deadline deadline = std::chrono::steady_clock::now() + patience;
  Fd null = open_null();
  Fd filter = file_of(compile_system_call_filter(Sockets::none), "filter");
  Fd spec = file_of(encode(order.spec), "spec");
  BoxChannel channel;
  process::SpawnOptions options;
  options.argv = {order.box_program, "reduced"};
  options.descriptors = {null.get(),
                         filter.get(),
                         null.get(),
                         spec.get(),
                         channel.theirs(),
                         standard(order.stdio.input, null),
                         standard(order.stdio.output, null),
                         standard(order.stdio.error, null)};
  process::Child supervisor = thread.spawn(options);
  channel.close_theirs();
  Fd supervisor_process = process::open_process(supervisor.pid());
  // The supervisor ends by itself, with all that it started, when the channel goes.
  if (!channel.wait_until_ready(deadline, stop)) {
    throw Error(Code::internal, "starting a command behind Landlock: the box program ended without a word");
  }
  channel.release(deadline, stop);
  return Box(Walls::reduced, std::move(supervisor), std::move(supervisor_process), channel.take_lifeline());
}

}  // namespace hearth::sandbox
