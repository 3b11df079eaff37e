#include "sandbox/protected_paths.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <utility>

#include "base/error.h"
#include "workspace/path.h"
#include "workspace/protected_names.h"

namespace hearth::sandbox {

namespace {

using Stub = ProtectedPath::Stub;

constexpr std::size_t most_paths = 400;
constexpr std::string_view git = ".git";
constexpr std::string_view read_by_git = ".gitattributes";

struct GitPart {
  const char* name;
  Stub stub_if_absent;
};

// The parts of a .git folder that run programs or say where to find such parts. The rest is the business of git add and
// git commit, which work inside.
constexpr std::array<GitPart, 10> guarded_parts = {{
    {"hooks", Stub::socket},
    {"config", Stub::file},
    {"config.worktree", Stub::file},
    {"info", Stub::socket},
    {"modules", Stub::socket},
    {"worktrees", Stub::socket},
    {"commondir", Stub::common_directory},
    // Steps of an unfinished rebase may be commands; without one, a stand-in would make git think there is one.
    {"rebase-merge", Stub::none},
    {"rebase-apply", Stub::none},
    {"sequencer", Stub::none},
}};

[[noreturn]] void refuse_link(const std::string& path) {
  throw Error(Code::denied,
              fmt::format("guarding the workspace: {} is a symbolic link, and what it will lead to cannot "
                          "be guarded: replace it by what it points to",
                          workspace::shown(path)));
}

class Finder {
 public:
  Finder(int workspace, const Snapshot& snapshot) : workspace_(workspace), snapshot_(snapshot) {}

  std::vector<ProtectedPath> find() {
    guard_names_at_the_root();
    for (const SnapshotEntry& entry : snapshot_.entries) {
      if (is_nested_repository(entry)) guard_nested(entry);
    }
    // What cannot be looked into may hold a repository, and a command could open it.
    for (const std::string& closed : snapshot_.closed) guard_closed(closed);
    if (paths_.size() > most_paths) {
      throw Error(Code::unavailable,
                  fmt::format("guarding the workspace: there are {} paths to guard, more than {}: choose a folder with "
                              "fewer git repositories in it",
                              paths_.size(), most_paths));
    }
    return std::move(paths_);
  }

 private:
  void guard_names_at_the_root() {
    std::set<std::string> present;
    for (const SnapshotEntry& entry : snapshot_.entries) {
      if (entry.path.find('/') != std::string::npos || !workspace::protected_part(entry.path)) continue;
      present.insert(entry.path);
      guard(entry);
    }
    for (std::string_view name : workspace::protected_names()) {
      if (present.contains(std::string(name))) continue;
      paths_.push_back({std::string(name), Access::read, name == read_by_git ? Stub::folder : Stub::socket});
    }
  }

  static bool is_nested_repository(const SnapshotEntry& entry) {
    auto [parent, name] = workspace::split_parent(entry.path);
    return parent != "." && workspace::fold_name(name) == git;
  }

  void guard_nested(const SnapshotEntry& entry) {
    pin_above(entry.path);
    guard(entry);
  }

  void guard_closed(const std::string& path) {
    pin_above(path);
    paths_.push_back({path, Access::read, Stub::none});
  }

  // A repository that is moved away with a folder above it could be made anew in its place.
  void pin_above(const std::string& path) {
    std::size_t slash = 0;
    while ((slash = path.find('/', slash + 1)) != std::string::npos) {
      std::string above = path.substr(0, slash);
      if (pinned_.insert(above).second) paths_.push_back({above, Access::write, Stub::none});
    }
  }

  void guard(const SnapshotEntry& entry) {
    if (S_ISLNK(entry.state.mode)) refuse_link(entry.path);
    bool repository =
        S_ISDIR(entry.state.mode) && workspace::fold_name(workspace::split_parent(entry.path).second) == git;
    paths_.push_back({entry.path, repository ? Access::write : Access::read, Stub::none});
    if (repository) guard_parts_of(entry.path);
  }

  void guard_parts_of(const std::string& repository) {
    for (const GitPart& part : guarded_parts) {
      std::string path = repository + "/" + part.name;
      struct stat info {};
      bool exists = ::fstatat(workspace_, path.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
      if (!exists && errno != ENOENT) throw_errno(fmt::format("guarding the workspace: looking at {}", path));
      if (exists && S_ISLNK(info.st_mode)) refuse_link(path);
      if (!exists && part.stub_if_absent == Stub::none) continue;
      paths_.push_back({path, Access::read, exists ? Stub::none : part.stub_if_absent});
    }
  }

  int workspace_;
  const Snapshot& snapshot_;
  std::vector<ProtectedPath> paths_;
  std::set<std::string> pinned_;
};

}  // namespace

std::string_view stub_content(ProtectedPath::Stub stub) {
  return stub == Stub::common_directory ? ".\n" : "";
}

std::vector<ProtectedPath> find_protected_paths(int workspace, const Snapshot& snapshot) {
  return Finder(workspace, snapshot).find();
}

}  // namespace hearth::sandbox
