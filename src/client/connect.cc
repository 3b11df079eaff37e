#include "client/connect.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "client/pause.h"
#include "process/child.h"
#include "process/wait_readable.h"

namespace hearth::client {

namespace {

using namespace std::chrono_literals;
using process::Deadline;
using Clock = std::chrono::steady_clock;

constexpr const char* health_path = "/api/v1/health";
// After a failed start, another sidecar that was started at the same moment may need this long until it answers.
constexpr auto patience_with_the_winner = 1000ms;
constexpr auto between_attempts = 10ms;
constexpr std::size_t longest_complaint = 64 * 1024;
constexpr std::string_view ready = "ready\n";

struct Pipe {
  Fd reader;
  Fd writer;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("creating a pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

bool answers(Sidecar& sidecar, std::stop_token stop) {
  try {
    sidecar.get(health_path, std::move(stop));
    return true;
  } catch (const Error& error) {
    // Nobody there; or a sidecar that has just begun to listen and has not published its new token yet.
    if (error.code() == Code::unavailable || error.code() == Code::denied) return false;
    throw;
  }
}

std::vector<std::string> command_line(const StartOptions& options) {
  std::vector<std::string> argv = {options.executable, "serve", "--background", "--data", options.data_directory};
  if (!options.config_file.empty()) argv.insert(argv.end(), {"--config", options.config_file});
  argv.insert(argv.end(), {"--ready-fd", "3"});
  return argv;
}

// True once the new sidecar has said that it is ready; false when it ended before that.
bool wait_until_ready(int pipe, Deadline deadline, const std::stop_token& stop) {
  std::string said;
  while (said != ready) {
    if (!process::wait_readable(pipe, deadline, stop)) {
      throw Error(Code::timeout, "starting Hearth: it was not ready in time: see hearth.log in the data directory");
    }
    char bytes[64];
    ssize_t n = ::read(pipe, bytes, sizeof bytes);
    if (n < 0 && errno != EINTR) throw_errno("waiting for Hearth to start");
    if (n == 0) return false;
    if (n > 0) said.append(bytes, static_cast<std::size_t>(n));
    if (!ready.starts_with(said)) return false;
  }
  return true;
}

std::string complaint_in(int file) {
  ::lseek(file, 0, SEEK_SET);
  std::string text = to_valid_utf8(read_all(file, longest_complaint, "what Hearth said"));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text.empty() ? "it ended without a word: see hearth.log in the data directory" : text;
}

}  // namespace

std::optional<Sidecar> find_running(const std::string& data_directory, std::stop_token stop) {
  for (Endpoint& endpoint : find_endpoints(data_directory)) {
    if (::access(endpoint.socket.c_str(), F_OK) != 0) continue;
    Sidecar sidecar(std::move(endpoint));
    if (answers(sidecar, stop)) return sidecar;
  }
  return std::nullopt;
}

Sidecar connect_or_start(const StartOptions& options, std::stop_token stop) {
  if (std::optional<Sidecar> running = find_running(options.data_directory, stop)) return std::move(*running);
  Deadline deadline = Clock::now() + options.limit;
  Pipe pipe = make_pipe();
  Fd complaints(::memfd_create("hearth-start", MFD_CLOEXEC));
  if (!complaints) throw_errno("creating a file in memory");
  process::Child::spawn({.argv = command_line(options),
                         .environment = process::own_environment(),
                         .standard_error = complaints.get(),
                         .descriptors = {pipe.writer.get()}});
  pipe.writer.reset();
  bool started = wait_until_ready(pipe.reader.get(), deadline, stop);
  if (!started) deadline = std::min(deadline, Clock::now() + patience_with_the_winner);
  for (;;) {
    if (std::optional<Sidecar> running = find_running(options.data_directory, stop)) return std::move(*running);
    if (Clock::now() >= deadline) break;
    pause_for(between_attempts, stop);
  }
  if (started) throw Error(Code::unavailable, "starting Hearth: it said that it is ready and yet does not answer");
  throw Error(Code::unavailable, fmt::format("starting Hearth: {}", complaint_in(complaints.get())));
}

}  // namespace hearth::client
