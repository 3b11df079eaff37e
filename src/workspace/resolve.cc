#include "workspace/resolve.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "workspace/path.h"

namespace hearth::workspace {

namespace {

constexpr int always = O_CLOEXEC | O_NOCTTY | O_NONBLOCK;

// O_PATH goes with few other flags.
int with_always(int flags) {
  return flags & O_PATH ? flags | O_CLOEXEC : flags | always;
}

Resolver::Attempt openat2_beneath(int root, const char* path, int flags, std::uint64_t resolve) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(with_always(flags));
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | resolve;
  // EAGAIN: something was renamed meanwhile and the kernel could not be sure; it asks to be asked again.
  constexpr int patience = 64;
  for (int tries = 0;; ++tries) {
    auto fd = static_cast<int>(::syscall(SYS_openat2, root, path, &how, sizeof how));
    if (fd >= 0) return {Fd(fd), 0};
    if (errno == EINTR || (errno == EAGAIN && tries < patience)) continue;
    return {Fd(), errno};
  }
}

}  // namespace

Resolver::Resolver(Fd root, std::string root_path, Resolution resolution)
    : root_(std::move(root)), root_path_(std::move(root_path)) {
  if (resolution == Resolution::component_walk) return;
  // ENOSYS from an old kernel, EPERM from a system call filter: either way it will not come back.
  Attempt probe = openat2_beneath(root_.get(), ".", O_PATH | O_DIRECTORY, 0);
  openat2_works_ = probe.error_number != ENOSYS && probe.error_number != EPERM;
}

Resolver::Attempt Resolver::attempt(const std::string& relative, int flags, Links links) const {
  if (!openat2_works_) return walk(relative, flags);
  return openat2_beneath(root_.get(), relative.c_str(), flags, links == Links::refuse ? RESOLVE_NO_SYMLINKS : 0);
}

Opened Resolver::open(const std::string& relative, int flags, Links links) const {
  Attempt direct = attempt(relative, flags, Links::refuse);
  if (direct.fd) return {std::move(direct.fd), relative};
  if (direct.error_number == ELOOP && links == Links::follow_inside) return follow(relative, flags);
  throw_file_error("opening", relative, direct.error_number);
}

Opened Resolver::follow(const std::string& relative, int flags) const {
  if (!openat2_works_) {
    throw Error(Code::denied,
                fmt::format("opening {}: part of the path is a symbolic link, and this system cannot follow "
                            "links safely: name the file it points to",
                            shown(relative)));
  }
  Attempt followed = attempt(relative, flags, Links::follow_inside);
  if (!followed.fd) throw_file_error("opening", relative, followed.error_number);
  std::string path = path_of(followed.fd.get(), relative);
  return {std::move(followed.fd), std::move(path)};
}

// Only a name for the record; what was opened is decided already.
std::string Resolver::path_of(int fd, const std::string& asked) const {
  std::array<char, 4096> target{};
  std::string link = fmt::format("/proc/self/fd/{}", fd);
  ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
  std::string_view path(target.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (path == root_path_) return ".";
  std::string prefix = root_path_ + "/";
  return path.substr(0, prefix.size()) == prefix ? std::string(path.substr(prefix.size())) : asked;
}

Resolver::Attempt Resolver::walk(const std::string& relative, int flags) const {
  std::vector<std::string> parts = path_parts(relative);
  Fd directory;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    int from = directory ? directory.get() : root_.get();
    bool last = i + 1 == parts.size();
    int part_flags = last ? with_always(flags | O_NOFOLLOW) : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    Fd next(::openat(from, parts[i].c_str(), part_flags));
    int error_number = errno;
    struct stat info {};
    // With O_PATH or O_DIRECTORY a link is not reported as one.
    bool link = next ? ::fstat(next.get(), &info) == 0 && S_ISLNK(info.st_mode)
                     : error_number == ENOTDIR && ::fstatat(from, parts[i].c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                           S_ISLNK(info.st_mode);
    if (link) return {Fd(), ELOOP};
    if (!next) return {Fd(), error_number};
    directory = std::move(next);
  }
  return {std::move(directory), 0};
}

Fd Resolver::make_directories(const std::string& relative) const {
  constexpr int flags = O_PATH | O_DIRECTORY;
  Attempt existing = attempt(relative, flags, Links::refuse);
  if (existing.fd) return std::move(existing.fd);
  if (existing.error_number != ENOENT) throw_file_error("opening the folder", relative, existing.error_number);
  auto [parent, name] = split_parent(relative);
  Fd above = make_directories(parent);
  constexpr mode_t before_umask = 0777;
  if (::mkdirat(above.get(), name.c_str(), before_umask) != 0 && errno != EEXIST) {
    throw_file_error("making the folder", relative, errno);
  }
  Fd made(::openat(above.get(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
  if (!made) throw_file_error("opening the folder", relative, errno);
  return made;
}

void throw_file_error(std::string_view doing, std::string_view relative, int error_number) {
  std::string what = fmt::format("{} {}", doing, shown(relative));
  switch (error_number) {
    case EXDEV:
      throw Error(Code::denied,
                  what + ": it leads outside the workspace through a symbolic link: tools reach only files inside it");
    case ELOOP:
      throw Error(Code::denied, what + ": part of the path is a symbolic link: name the place it points to");
    case ENXIO:
      throw Error(Code::unsupported, what + ": it is a socket or a pipe: only files and folders can be opened");
    case ENOENT:
      throw Error(Code::not_found, what + ": no such file or folder: list the folder to see what is there");
    case ENOTDIR:
      throw Error(Code::not_found,
                  what + ": part of the path is a file, not a folder: list the folder to see what is there");
    case ENAMETOOLONG:
      throw Error(Code::invalid_argument, what + ": the name is too long: a name has at most 255 bytes, a path 4095");
    default:
      throw_errno(what, error_number);
  }
}

}  // namespace hearth::workspace
