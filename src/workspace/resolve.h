// Opens what lies beneath one directory, and nothing else. The kernel resolves the path and refuses in the same step,
// so there is no moment between a check and a use: openat2 with RESOLVE_BENEATH and RESOLVE_NO_MAGICLINKS. Where a
// kernel or a sandbox has no openat2, each part is opened in turn and no symbolic link is followed at all.
//
// Owned by Workspace; any thread.
#pragma once

#include <string>

#include "base/fd.h"

namespace hearth::workspace {

enum class Resolution {
  automatic,       // openat2, and the component walk where it does not exist
  component_walk,  // always the walk: how tests reach it
};

enum class Links {
  follow_inside,  // symbolic links are followed while they stay inside
  refuse,         // no part of the path may be a symbolic link
};

struct Opened {
  Fd fd;
  std::string path;  // where the file is: another than was asked for if a symbolic link led there
};

class Resolver {
 public:
  // Takes a descriptor of the root directory and its absolute path, which is used to name what links lead to.
  Resolver(Fd root, std::string root_path, Resolution resolution);

  // `relative` comes from relative_path(). `flags` as for open(2); O_CLOEXEC, O_NOCTTY and O_NONBLOCK are added, so
  // that a pipe or a device cannot hold us up. Throws Error: denied where the path leads out, not_found, and others.
  Opened open(const std::string& relative, int flags, Links links) const;

  // The same with errno in place of a descriptor, for callers that expect a failure.
  struct Attempt {
    Fd fd;
    int error_number = 0;
  };
  Attempt attempt(const std::string& relative, int flags, Links links) const;

  // The directory, made with its parents where it does not exist. No part may be a symbolic link.
  Fd make_directories(const std::string& relative) const;

  // Whether the kernel itself keeps paths inside.
  bool uses_openat2() const { return openat2_works_; }

 private:
  Attempt walk(const std::string& relative, int flags) const;
  Opened follow(const std::string& relative, int flags) const;
  std::string path_of(int fd, const std::string& asked) const;

  Fd root_;
  std::string root_path_;
  bool openat2_works_ = false;
};

// Throws the Error for a failure of a file operation on the path, worded for someone who chose that path.
[[noreturn]] void throw_file_error(std::string_view doing, std::string_view relative, int error_number);

}  // namespace hearth::workspace
