#include "memory/documents/library.h"

#include <fmt/format.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): realpath is POSIX

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "memory/documents/scan.h"
#include "sandbox/grants.h"

namespace hearth::memory {

namespace {

constexpr std::array<std::string_view, 6> of_the_system = {"/proc", "/sys", "/dev", "/run", "/boot", "/lost+found"};

std::string canonical(const std::string& path) {
  std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
  if (!real) throw_errno(fmt::format("adding {}", escape_for_display(path)));
  return real.get();
}

[[noreturn]] void refuse(const std::string& path, std::string_view why) {
  throw Error(Code::denied,
              fmt::format("adding {}: {}: add the folders that hold your documents", escape_for_display(path), why));
}

void check_root(const std::string& path, const std::vector<std::string>& forbidden) {
  if (path == "/") refuse(path, "it is the whole machine");
  for (std::string_view system : of_the_system) {
    if (sandbox::is_within(path, std::string(system))) refuse(path, "it belongs to the system");
  }
  for (const std::string& own : forbidden) {
    std::error_code error;
    std::string real = std::filesystem::weakly_canonical(own, error);
    if (error) refuse(path, fmt::format("whether it holds Hearth's own data at {} cannot be found out", own));
    if (sandbox::is_within(path, real) || sandbox::is_within(real, path)) {
      refuse(path, "it is, holds or lies in Hearth's own data");
    }
  }
}

}  // namespace

std::string_view to_string(ReadingProgress::State state) {
  switch (state) {
    case ReadingProgress::State::idle:
      return "idle";
    case ReadingProgress::State::waiting:
      return "waiting";
    case ReadingProgress::State::reading:
      return "reading";
    case ReadingProgress::State::done:
      return "done";
    case ReadingProgress::State::failed:
      return "failed";
  }
  return "idle";
}

DocumentLibrary::DocumentLibrary(store::Store& store, sandbox::Sandbox& sandbox, LibraryOptions options)
    : store_(store),
      sandbox_(sandbox),
      options_(std::move(options)),
      extractor_(sandbox, {.program = options_.extract_program}) {
  try {
    watcher_.emplace(
        [this](DocumentRootId id) {
          enqueue({id, Extent::everything});
        },
        [this](DocumentRootId id, const std::string& problem) {
          report(id, [&](ReadingProgress& progress) { progress.problem = problem; });
        });
  } catch (const Error& error) {
    log::warn("{}", error.what());  // all else works without
  }
  for (const store::DocumentRoot& root :
       store_.read([](db::Connection& connection) { return store::document_roots(connection, std::nullopt); })) {
    enqueue({root.id, root.watched ? Extent::everything : Extent::unread_alone});
  }
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

DocumentLibrary::~DocumentLibrary() {
  thread_.request_stop();
  current_stop_.with([](std::stop_source& source) { source.request_stop(); });
}

store::DocumentRoot DocumentLibrary::add(WorkspaceId workspace, const std::string& path, bool watched) {
  if (!path.starts_with('/')) {
    throw Error(Code::invalid_argument, fmt::format("adding {}: the path must begin with /", escape_for_display(path)));
  }
  store::DocumentRoot root;
  root.workspace = workspace;
  root.path = canonical(path);
  root.watched = watched;
  root.added_at = unix_millis_now();
  check_root(root.path, options_.forbidden);
  if (!std::filesystem::is_directory(root.path) && !std::filesystem::is_regular_file(root.path)) {
    throw Error(Code::invalid_argument,
                fmt::format("adding {}: it is neither a file nor a folder", escape_for_display(path)));
  }
  root = store_.write([&](store::Write& write) { return store::add_document_root(write, root); });
  if (watcher_) {
    if (root.watched) {
      watcher_->watch(root.id, root.path);
    } else {
      watcher_->unwatch(root.id);
    }
  }
  enqueue({root.id, Extent::everything});
  return root;
}

void DocumentLibrary::refresh(DocumentRootId id) {
  store_.read([&](db::Connection& connection) { return store::get_document_root(connection, id); });
  enqueue({id, Extent::everything});
}

void DocumentLibrary::watch(DocumentRootId id, bool watched) {
  store_.write([&](store::Write& write) { store::watch_document_root(write, id, watched); });
  store::DocumentRoot root =
      store_.read([&](db::Connection& connection) { return store::get_document_root(connection, id); });
  if (!watched) {
    if (watcher_) watcher_->unwatch(id);
    return;
  }
  if (!watcher_) throw Error(Code::unavailable, "following a folder: this machine gives no inotify");
  watcher_->watch(id, root.path);
  // What changed while nobody looked.
  enqueue({id, Extent::everything});
}

void DocumentLibrary::remove(DocumentRootId id) {
  store_.write([&](store::Write& write) { store::remove_document_root(write, id); });
  if (watcher_) watcher_->unwatch(id);
  bool is_read = false;
  state_.update([&](State& state) {
    std::erase_if(state.jobs, [&](const Job& job) { return job.root == id; });
    state.progress.erase(id);
    is_read = state.current == id;
  });
  if (is_read) current_stop_.with([](std::stop_source& source) { source.request_stop(); });
}

ReadingProgress DocumentLibrary::progress(DocumentRootId id) {
  return state_.with([&](State& state) {
    auto found = state.progress.find(id);
    return found == state.progress.end() ? ReadingProgress{} : found->second;
  });
}

std::optional<ReadingProgress> DocumentLibrary::wait(DocumentRootId id, std::uint64_t seen,
                                                     std::chrono::milliseconds patience, std::stop_token stop) {
  std::optional<ReadingProgress> found;
  auto newer = [&](State& state) {
    auto progress = state.progress.find(id);
    return progress != state.progress.end() && progress->second.version > seen;
  };
  bool came = state_.wait_until(stop, std::chrono::steady_clock::now() + patience, newer,
                                [&](State& state) { found = state.progress.at(id); });
  if (!came) throw_if_stopped(stop);
  return found;
}

bool DocumentLibrary::is_busy() {
  return state_.with([](State& state) { return !state.jobs.empty() || state.current.has_value(); });
}

void DocumentLibrary::enqueue(Job job) {
  state_.update([&](State& state) {
    auto waiting = std::ranges::find(state.jobs, job.root, &Job::root);
    if (waiting != state.jobs.end()) {
      if (job.extent == Extent::everything) waiting->extent = Extent::everything;
      return;
    }
    state.jobs.push_back(job);
    ReadingProgress& progress = state.progress[job.root];
    if (progress.state != ReadingProgress::State::reading) progress.state = ReadingProgress::State::waiting;
    progress.version = ++state.version;
  });
}

template <class F>
void DocumentLibrary::report(DocumentRootId id, F&& change) {
  state_.update([&](State& state) {
    auto progress = state.progress.find(id);
    if (progress == state.progress.end()) return;  // removed since
    change(progress->second);
    progress->second.version = ++state.version;
  });
}

void DocumentLibrary::run(const std::stop_token& stop) {
  // Followed from here, so that a start does not wait for folders to be walked.
  for (const store::DocumentRoot& root :
       store_.read([](db::Connection& connection) { return store::document_roots(connection, std::nullopt); })) {
    if (root.watched && watcher_) watcher_->watch(root.id, root.path);
  }
  for (;;) {
    Job job;
    std::stop_source source;
    auto has_job = [](State& state) { return !state.jobs.empty(); };
    bool found = state_.wait(stop, has_job, [&](State& state) {
      job = state.jobs.front();
      state.jobs.pop_front();
      state.current = job.root;
    });
    if (!found) return;
    current_stop_.with([&](std::stop_source& current) { current = source; });
    std::stop_callback ending(stop, [&] { source.request_stop(); });
    std::optional<ReadingProgress> end;
    try {
      end = read(job, source.get_token());
    } catch (const Cancelled&) {
      if (stop.stop_requested()) return;
      // The root was removed; the next one comes.
    } catch (const Error& error) {
      // Nobody is above this thread; whoever asks for the progress is told.
      log::warn("{}", error.what());
      end.emplace();
      end->state = ReadingProgress::State::failed;
      end->problem = error.what();
    }
    finish(job.root, std::move(end));
  }
}

// In one step, so that nobody sees an end where another reading waits.
void DocumentLibrary::finish(DocumentRootId id, std::optional<ReadingProgress> end) {
  state_.update([&](State& state) {
    state.current.reset();
    bool again = std::ranges::find(state.jobs, id, &Job::root) != state.jobs.end();
    auto progress = state.progress.find(id);
    if (progress == state.progress.end()) return;
    if (again) {
      progress->second.state = ReadingProgress::State::waiting;
    } else if (end) {
      progress->second = std::move(*end);
    } else {
      state.progress.erase(progress);
      return;
    }
    progress->second.version = ++state.version;
  });
}

std::optional<ReadingProgress> DocumentLibrary::read(const Job& job, const std::stop_token& stop) {
  auto root = store_.read([&](db::Connection& connection) { return store::find_document_root(connection, job.root); });
  if (!root) return std::nullopt;
  // No program runs before a box has been looked at from inside.
  sandbox_.examine(stop);
  IngestRequest request;
  request.root = *root;
  request.extent = job.extent;
  if (options_.fallback) request.fallback = options_.fallback(root->workspace);
  IngestStep last;
  request.on_step = [&](const IngestStep& step) {
    last = step;
    report(job.root, [&](ReadingProgress& progress) {
      progress.state = ReadingProgress::State::reading;
      progress.step = step;
    });
  };
  ReadingProgress end;
  end.result = ingest(store_, extractor_, request, stop);
  end.state = ReadingProgress::State::done;
  end.problem = end.result.note;
  end.step = last;
  return end;
}

}  // namespace hearth::memory
