#include "shell/sidecar_process.h"

#include <fmt/format.h>
#include <glib-unix.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "domain/json.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

constexpr int most_attempts = 5;
constexpr unsigned first_pause_ms = 100;
// A migration of a large database may take a while.
constexpr unsigned patience_seconds = 60;
// One that has run for so long did not fail to start.
constexpr gint64 steady_microseconds = 10 * G_USEC_PER_SEC;
constexpr std::size_t longest_report = 4096;
constexpr std::size_t longest_complaint = 64 * 1024;

void stop_watching(guint& source) {
  if (source != 0) g_source_remove(std::exchange(source, 0));
}

}  // namespace

SidecarProcess::SidecarProcess(std::string program, std::vector<std::string> environment, Events events)
    : program_(std::move(program)), environment_(std::move(environment)), events_(std::move(events)) {}

SidecarProcess::~SidecarProcess() {
  forget_watches();
}

void SidecarProcess::start() {
  attempts_ = 0;
  try {
    spawn();
  } catch (const Error& error) {
    events_.failed(error.what());
  }
}

void SidecarProcess::spawn() {
  forget_watches();
  said_.clear();
  running_since_ = 0;
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw_errno("starting Hearth: making a socket");
  control_ = Fd(ends[0]);
  Fd theirs(ends[1]);
  complaints_ = Fd(::memfd_create("hearth-complaints", MFD_CLOEXEC));
  child_.reset();
  child_.emplace(process::Child::spawn({.argv = {program_, "serve", "--control-fd", "3"},
                                        .environment = environment_,
                                        .standard_error = complaints_.get(),
                                        .descriptors = {theirs.get()}}));
  auto readable = +[](gint, GIOCondition, gpointer self) -> gboolean {
    guarded([&] { static_cast<SidecarProcess*>(self)->read_report(); });
    return G_SOURCE_CONTINUE;
  };
  control_watch_ = g_unix_fd_add(control_.get(), static_cast<GIOCondition>(G_IO_IN | G_IO_HUP), readable, this);
  auto too_late = +[](gpointer self) -> gboolean {
    guarded([&] {
      auto* process = static_cast<SidecarProcess*>(self);
      process->timer_ = 0;
      process->child_->signal(SIGKILL);
    });
    return G_SOURCE_REMOVE;
  };
  timer_ = g_timeout_add_seconds(patience_seconds, too_late, this);
}

void SidecarProcess::read_report() {
  char bytes[1024];
  ssize_t n = ::read(control_.get(), bytes, sizeof bytes);
  if (n < 0 && errno == EINTR) return;
  if (n > 0) said_.append(bytes, static_cast<std::size_t>(n));
  std::size_t end = said_.find('\n');
  if (end != std::string::npos) {
    stop_watching(control_watch_);
    stop_watching(timer_);
    take_report(said_.substr(0, end));
  } else if (n <= 0 || said_.size() > longest_report) {
    stop_watching(control_watch_);
    stop_watching(timer_);
    try_again(complaint());
  }
}

void SidecarProcess::take_report(const std::string& line) {
  json report = json::parse(line, nullptr, false);
  if (!report.is_object()) return try_again("the sidecar said something that is not understood");
  Place place{.url = report.value("url", ""), .token = report.value("token", "")};
  if (place.url.empty()) {
    events_.failed(
        "The running Hearth listens on no port, so the window cannot show it. End it with `hearth stop`, and set "
        "server.tcp = true if your configuration turns it off.");
    return;
  }
  watch(report.value("pid", 0));
  if (running_since_ != 0) events_.ready(place);
}

void SidecarProcess::watch(pid_t pid) {
  running_ = pid > 0 ? process::open_process(pid) : Fd();
  if (!running_) return try_again("the sidecar ended as soon as it had started");
  running_since_ = g_get_monotonic_time();
  auto ended = +[](gint, GIOCondition, gpointer self) -> gboolean {
    guarded([&] {
      auto* process = static_cast<SidecarProcess*>(self);
      process->running_watch_ = 0;
      process->gone();
    });
    return G_SOURCE_REMOVE;
  };
  running_watch_ = g_unix_fd_add(running_.get(), G_IO_IN, ended, this);
}

void SidecarProcess::gone() {
  if (g_get_monotonic_time() - running_since_ > steady_microseconds) attempts_ = 0;
  try_again(complaint());
}

void SidecarProcess::try_again(const std::string& why) {
  if (++attempts_ >= most_attempts) return events_.failed(why);
  auto again = +[](gpointer self) -> gboolean {
    auto* process = static_cast<SidecarProcess*>(self);
    process->timer_ = 0;
    guarded([&] {
      try {
        process->spawn();
      } catch (const Error& error) {
        process->try_again(error.what());
      }
    });
    return G_SOURCE_REMOVE;
  };
  timer_ = g_timeout_add(first_pause_ms << (attempts_ - 1), again, this);
}

std::string SidecarProcess::complaint() {
  ::lseek(complaints_.get(), 0, SEEK_SET);
  std::string text = to_valid_utf8(read_all(complaints_.get(), longest_complaint, "what the sidecar said"));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text.empty() ? "It ended without a word; hearth.log in the data directory may say why." : text;
}

void SidecarProcess::forget_watches() {
  stop_watching(control_watch_);
  stop_watching(running_watch_);
  stop_watching(timer_);
}

}  // namespace hearth::shell
