#include "sandbox/workspace_snapshot.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "workspace/protected_names.h"

namespace hearth::sandbox {

namespace {

constexpr int deepest = 256;  // folders inside each other; one descriptor each

struct CloseStream {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t per_second = 1'000'000'000;
  return time.tv_sec * per_second + time.tv_nsec;
}

FileState state_of(const struct stat& info) {
  return {info.st_mode, info.st_size, nanoseconds(info.st_mtim), nanoseconds(info.st_ctim), info.st_ino};
}

class Walk {
 public:
  Walk(std::size_t max_entries, const std::stop_token& stop) : max_entries_(max_entries), stop_(stop) {}

  Snapshot finish() {
    std::sort(snapshot_.entries.begin(), snapshot_.entries.end(),
              [](const SnapshotEntry& a, const SnapshotEntry& b) { return a.path < b.path; });
    return std::move(snapshot_);
  }

  void enter(Fd folder, const std::string& prefix, int depth) {
    std::unique_ptr<DIR, CloseStream> stream(::fdopendir(folder.get()));
    if (!stream) throw_errno("looking at the workspace");
    folder.release();
    while (snapshot_.extent != Snapshot::Extent::too_large) {
      throw_if_stopped(stop_);
      const dirent* entry = ::readdir(stream.get());
      if (entry == nullptr) return;
      std::string_view name = entry->d_name;
      if (name != "." && name != "..") visit(::dirfd(stream.get()), entry->d_name, prefix, depth);
    }
  }

 private:
  void visit(int folder, const char* name, const std::string& prefix, int depth) {
    struct stat info {};
    if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return;  // gone meanwhile
    if (snapshot_.entries.size() == max_entries_) {
      snapshot_.extent = Snapshot::Extent::too_large;
      return;
    }
    std::string path = prefix + name;
    snapshot_.entries.push_back({path, state_of(info)});
    if (!S_ISDIR(info.st_mode) || workspace::fold_name(name) == ".git") return;
    Fd below(::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!below || depth == deepest) {
      bool is_another_now = !below && (errno == ELOOP || errno == ENOTDIR || errno == ENOENT);
      if (!is_another_now) snapshot_.closed.push_back(path);
      snapshot_.extent = Snapshot::Extent::unreadable_parts;
      return;
    }
    enter(std::move(below), path + "/", depth + 1);
  }

  Snapshot snapshot_;
  std::size_t max_entries_;
  const std::stop_token& stop_;
};

// Whether it is worth telling; what happens to a folder's list of names is told by those.
bool is_change(const FileState& before, const FileState& after) {
  if (S_ISDIR(before.mode) && S_ISDIR(after.mode)) return before.mode != after.mode;
  return before != after;
}

}  // namespace

const FileState* Snapshot::find(std::string_view path) const {
  auto found =
      std::lower_bound(entries.begin(), entries.end(), path,
                       [](const SnapshotEntry& entry, std::string_view wanted) { return entry.path < wanted; });
  return found != entries.end() && found->path == path ? &found->state : nullptr;
}

bool Snapshot::is_in_closed(std::string_view path) const {
  return std::any_of(closed.begin(), closed.end(),
                     [&](const std::string& folder) { return path.starts_with(folder + "/"); });
}

Snapshot take_snapshot(int folder, std::size_t max_entries, const std::stop_token& stop) {
  Fd readable(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!readable) throw_errno("looking at the workspace");
  Walk walk(max_entries, stop);
  walk.enter(std::move(readable), "", 0);
  return walk.finish();
}

std::vector<ChangedFile> difference(const Snapshot& before, const Snapshot& after) {
  std::vector<ChangedFile> changes;
  auto old = before.entries.begin();
  auto now = after.entries.begin();
  while (old != before.entries.end() || now != after.entries.end()) {
    bool removed = now == after.entries.end() || (old != before.entries.end() && old->path < now->path);
    bool created = !removed && (old == before.entries.end() || now->path < old->path);
    if (removed) {
      if (!after.is_in_closed(old->path)) changes.push_back({old->path, old->state, std::nullopt});
      ++old;
    } else if (created) {
      changes.push_back({now->path, std::nullopt, now->state});
      ++now;
    } else {
      if (is_change(old->state, now->state)) changes.push_back({old->path, old->state, now->state});
      ++old;
      ++now;
    }
  }
  return changes;
}

}  // namespace hearth::sandbox
