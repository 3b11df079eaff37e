#include "workspace/walk.h"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "workspace/path.h"
#include "workspace/resolve.h"

namespace hearth::workspace {

namespace {

constexpr std::array<std::string_view, 3> made_by_programs = {"__pycache__", "build", "node_modules"};
struct CloseStream {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

constexpr int deepest = 64;  // folders inside each other; one descriptor each

bool is_passed_over(const std::string& name, const WalkOptions& options) {
  if (options.scope == WalkOptions::Scope::everything) return false;
  if (std::find(options.also_enter.begin(), options.also_enter.end(), name) != options.also_enter.end()) return false;
  return name.front() == '.' || is_made_by_programs(name);
}

FileKind kind_of_entry(int directory, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return FileKind::file;
    case DT_DIR:
      return FileKind::directory;
    case DT_LNK:
      return FileKind::symlink;
    case DT_UNKNOWN: {
      struct stat info {};
      bool known = ::fstatat(directory, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0;
      return known ? kind_of(info.st_mode) : FileKind::other;
    }
    default:
      return FileKind::other;
  }
}

class Walk {
 public:
  Walk(const WalkOptions& options, const Visitor& visitor, const std::stop_token& stop)
      : options_(options), visitor_(visitor), stop_(stop) {}

  WalkEnd end() const { return end_; }

  // False: the whole walk is over.
  bool enter(int directory, const std::string& path, int depth) {
    std::size_t left = options_.max_entries - seen_;
    Names names = read_names(directory, path, left);
    for (const NamedEntry& entry : names.entries) {
      throw_if_stopped(stop_);
      ++seen_;
      WalkEntry visited{join_path(path, entry.name), entry.kind};
      Visit visit = visitor_(visited);
      if (visit == Visit::end) return finish(WalkEnd::ended);
      if (visit == Visit::go_on && entry.kind == FileKind::directory && !is_passed_over(entry.name, options_) &&
          !descend(directory, entry.name, visited.path, depth)) {
        return false;
      }
    }
    return !names.cut_off || finish(WalkEnd::too_many);
  }

 private:
  bool descend(int directory, const std::string& name, const std::string& path, int depth) {
    if (depth == deepest) {
      end_ = WalkEnd::incomplete;
      return true;
    }
    Fd below(::openat(directory, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    // A folder that may not be read, or is gone by now, must not hide the rest.
    if (!below) {
      if (errno != ENOENT) end_ = WalkEnd::incomplete;
      return true;
    }
    return enter(below.get(), path, depth + 1);
  }

  bool finish(WalkEnd end) {
    end_ = end;
    return false;
  }

  const WalkOptions& options_;
  const Visitor& visitor_;
  const std::stop_token& stop_;
  std::size_t seen_ = 0;
  WalkEnd end_ = WalkEnd::complete;
};

}  // namespace

bool is_made_by_programs(std::string_view name) {
  return std::find(made_by_programs.begin(), made_by_programs.end(), name) != made_by_programs.end();
}

Names read_names(int directory, const std::string& path, std::size_t max_entries) {
  // fdopendir takes the descriptor over and needs one that can be read.
  Fd readable(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!readable) throw_file_error("listing", path, errno);
  std::unique_ptr<DIR, CloseStream> stream(::fdopendir(readable.get()));
  if (!stream) throw_file_error("listing", path, errno);
  readable.release();

  Names names;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr && errno != 0) throw_file_error("listing", path, errno);
    if (entry == nullptr) break;
    std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (names.entries.size() == max_entries) {
      names.cut_off = true;
      break;
    }
    names.entries.push_back({std::string(name), kind_of_entry(::dirfd(stream.get()), *entry)});
  }
  std::sort(names.entries.begin(), names.entries.end(),
            [](const NamedEntry& a, const NamedEntry& b) { return a.name < b.name; });
  return names;
}

WalkEnd walk_directory(int directory, const std::string& path, const WalkOptions& options, const Visitor& visitor,
                       const std::stop_token& stop) {
  constexpr int top = 0;
  Walk walk(options, visitor, stop);
  walk.enter(directory, path, top);
  return walk.end();
}

}  // namespace hearth::workspace
