#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "process/wait_readable.h"
#include "sandbox/launcher.h"

namespace hearth::sandbox {

namespace {

using std::chrono::steady_clock;

// A file rather than a pipe: nobody has to write while the command runs.
Fd input_file(std::string_view text) {
  Fd file(text.empty() ? ::open("/dev/null", O_RDONLY | O_CLOEXEC) : ::memfd_create("input", MFD_CLOEXEC));
  if (!file) throw_errno("preparing a command's input");
  if (text.empty()) return file;
  write_all(file.get(), text, "a command's input");
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

process::Deadline deadline_after(std::chrono::milliseconds wall) {
  return wall.count() == 0 ? process::no_deadline : steady_clock::now() + wall;
}

// Passes on what arrives, up to a limit; what comes after is read and dropped, so that the command is not held up.
class Output {
 public:
  Output(Fd pipe, const RunInput& input, std::size_t limit)
      : pipe_(std::move(pipe)), on_output_(input.on_output), left_(limit) {}

  int fd() const { return pipe_.get(); }
  bool cut_off() const { return cut_off_; }

  // False at the end.
  bool read_some() {
    std::array<char, 65536> buffer{};
    ssize_t size = 0;
    do {
      size = ::read(pipe_.get(), buffer.data(), buffer.size());
    } while (size < 0 && errno == EINTR);
    if (size < 0) throw_errno("reading a command's output");
    pass_on({buffer.data(), static_cast<std::size_t>(size)});
    return size > 0;
  }

 private:
  void pass_on(std::string_view chunk) {
    std::string_view kept = chunk.substr(0, left_);
    left_ -= kept.size();
    if (kept.size() < chunk.size()) cut_off_ = true;
    if (!kept.empty() && on_output_) on_output_(kept);
  }

  Fd pipe_;
  const std::function<void(std::string_view)>& on_output_;
  std::size_t left_;
  bool cut_off_ = false;
};

// Follows the command until it and its output have ended.
Outcome::End follow(Box& box, Output& output, process::Deadline deadline, const std::stop_token& stop) {
  try {
    while (process::wait_readable(output.fd(), deadline, stop)) {
      if (!output.read_some()) return box.wait_until(deadline, stop) ? Outcome::End::exited : Outcome::End::timed_out;
    }
    return Outcome::End::timed_out;
  } catch (const Cancelled&) {
    // It becomes part of the outcome, see Outcome::End.
    return Outcome::End::cancelled;
  }
}

}  // namespace

Outcome Sandbox::run(const Policy& policy, const std::vector<std::string>& argv, const RunInput& input,
                     std::stop_token stop) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("preparing a command's output");
  Output output(Fd(ends[0]), input, policy.limits.output_bytes);
  Fd writer(ends[1]);
  Fd text = input_file(input.text);
  Box box = start(policy, argv, {text.get(), writer.get(), writer.get()}, stop);
  writer.reset();
  if (input.on_listener) input.on_listener(box.take_listener());

  Outcome outcome;
  outcome.walls = box.walls();
  outcome.end = follow(box, output, deadline_after(policy.limits.wall), stop);
  if (outcome.end != Outcome::End::exited) {
    box.kill();
    while (output.read_some()) continue;
  }
  outcome.exit_code = box.wait({});
  outcome.cut_off = output.cut_off();
  outcome.report = box.report();
  return outcome;
}

}  // namespace hearth::sandbox
