#include "memory/documents/watcher.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "memory/documents/scan.h"
#include "process/wait_readable.h"

namespace hearth::memory {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds quiet{200};
constexpr milliseconds longest_burst{2000};

constexpr std::uint32_t events_of_interest =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB;

std::pair<std::string, std::string> split_path(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return {path.substr(0, std::max<std::size_t>(slash, 1)), path.substr(slash + 1)};
}

void add_once(std::vector<DocumentRootId>& ids, DocumentRootId id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

}  // namespace

RootWatcher::RootWatcher(Changed changed, Problem problem)
    : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), changed_(std::move(changed)), problem_(std::move(problem)) {
  if (!inotify_) throw_errno("following folders: a limit of this user is reached (fs.inotify.max_user_instances)");
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void RootWatcher::watch(DocumentRootId id, const std::string& path) {
  state_.with([&](State& state) { state.paths[id] = path; });
  follow(id, path, {});
}

void RootWatcher::unwatch(DocumentRootId id) {
  state_.with([&](State& state) {
    state.paths.erase(id);
    for (auto target = state.targets.begin(); target != state.targets.end();) {
      std::erase_if(target->second, [&](const Target& one) { return one.root == id; });
      if (target->second.empty()) {
        ::inotify_rm_watch(inotify_.get(), target->first);
        target = state.targets.erase(target);
      } else {
        ++target;
      }
    }
  });
}

bool RootWatcher::add(const std::string& folder, const Target& target) {
  return state_.with([&](State& state) {
    if (!state.paths.contains(target.root)) return true;  // it is not to be followed any more
    int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), events_of_interest | IN_ONLYDIR | IN_EXCL_UNLINK);
    if (watch < 0) return errno != ENOSPC && errno != ENOMEM;  // gone since, or not ours to look at
    auto& targets = state.targets[watch];
    if (std::ranges::find(targets, target) == targets.end()) targets.push_back(target);
    return true;
  });
}

void RootWatcher::follow(DocumentRootId id, const std::string& path, const std::stop_token& stop) {
  // The folder around it tells when the root itself goes and comes.
  auto [folder, name] = split_path(path);
  bool all = add(folder, {id, name});
  try {
    RootScan scan(path, stop);
    for (const std::string& below : scan.folders()) all = add(below, {id, {}}) && all;
  } catch (const Error& error) {
    log::debug("following a document root: {}", error.what());  // it is gone; it may come again
  }
  if (!all) {
    problem_(id, "not all of its folders are followed: this user may follow no more (fs.inotify.max_user_watches)");
  }
}

void RootWatcher::read_events(std::vector<DocumentRootId>& changed) {
  alignas(inotify_event) std::array<char, 32 * 1024> buffer{};
  for (;;) {
    ssize_t size = ::read(inotify_.get(), buffer.data(), buffer.size());
    if (size <= 0) return;
    state_.with([&](State& state) {
      for (ssize_t at = 0; at < size;) {
        inotify_event event{};
        std::memcpy(&event, buffer.data() + at, sizeof event);
        const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
        at += static_cast<ssize_t>(sizeof event + event.len);
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
          for (const auto& [id, path] : state.paths) add_once(changed, id);
          continue;
        }
        auto targets = state.targets.find(event.wd);
        if (targets == state.targets.end()) continue;
        for (const Target& target : targets->second) {
          if (target.name.empty() || target.name == name) add_once(changed, target.root);
        }
        if ((event.mask & IN_IGNORED) != 0) state.targets.erase(targets);
      }
    });
  }
}

void RootWatcher::run(const std::stop_token& stop) {
  try {
    for (;;) {
      process::wait_readable(inotify_.get(), process::no_deadline, stop);
      std::vector<DocumentRootId> changed;
      auto latest = steady_clock::now() + longest_burst;
      do {
        read_events(changed);
      } while (steady_clock::now() < latest &&
               process::wait_readable(inotify_.get(), std::min(steady_clock::now() + quiet, latest), stop));
      for (DocumentRootId id : changed) {
        std::string path = state_.with([&](State& state) {
          auto found = state.paths.find(id);
          return found == state.paths.end() ? std::string() : found->second;
        });
        if (path.empty()) continue;
        follow(id, path, stop);
        changed_(id);
      }
    }
  } catch (const Cancelled&) {
    return;  // the end of the thread
  } catch (const Error& error) {
    log::error("documents are not followed any more: {}", error.what());  // nobody is above this thread
  }
}

}  // namespace hearth::memory
