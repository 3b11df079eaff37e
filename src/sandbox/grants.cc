#include "sandbox/grants.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): realpath is POSIX
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "workspace/path.h"

namespace hearth::sandbox {

namespace {

// Granting one of these, something in it or something that holds it would open sockets, devices or the kernel.
constexpr std::array<const char*, 4> never_granted = {"/proc", "/sys", "/dev", "/run"};
// What the box needs itself; a folder put over it would change what programs mean.
constexpr std::array<const char*, 10> taken_inside = {"/proc", "/sys", "/dev",  "/run", "/usr",
                                                      "/etc",  "/bin", "/sbin", "/lib", "/lib64"};

// What was checked is what is opened: no link may have taken the place of any part of the path.
Fd open_without_links(const std::string& path) {
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return Fd(static_cast<int>(::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how)));
}

std::string real_path(const std::string& path) {
  std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
  if (!real) throw_errno(fmt::format("granting {}", workspace::shown(path)));
  return real.get();
}

[[noreturn]] void refuse(const std::string& path, std::string_view reason) {
  throw Error(Code::denied, fmt::format("granting {}: {}: grant a folder that holds only what is needed",
                                        workspace::shown(path), reason));
}

void check_host_path(const std::string& path, const std::vector<std::string>& forbidden) {
  if (path == "/") refuse(path, "it is the whole machine");
  for (const char* system : never_granted) {
    if (is_within(path, system)) refuse(path, fmt::format("it lies in {}", system));
  }
  const char* home = ::getenv("HOME");
  if (home != nullptr && *home == '/' && is_within(home, path)) refuse(path, "it is or holds the home folder");
  for (const std::string& own : forbidden) {
    std::error_code error;
    std::string real = std::filesystem::weakly_canonical(own, error);
    if (error) refuse(path, fmt::format("whether it holds Hearth's own data at {} cannot be found out", own));
    if (is_within(path, real) || is_within(real, path)) refuse(path, "it is, holds or lies in Hearth's own data");
  }
}

void check_place_inside(const std::string& at) {
  auto bad = [&](std::string_view why) {
    throw Error(Code::invalid_argument,
                fmt::format("placing a folder at {} inside the box: {}", workspace::shown(at), why));
  };
  if (at.empty() || at.front() != '/') bad("the path must be absolute");
  if (at.find('\0') != std::string::npos) bad("the path holds a NUL byte");
  if (workspace::relative_path(at, "/") == ".") bad("that is the root");
  if (at != "/" + workspace::relative_path(at, "/")) bad("the path must be written without '.', '..' and '//'");
  for (const char* taken : taken_inside) {
    if (is_within(at, taken)) bad(fmt::format("{} belongs to the box itself", taken));
  }
}

}  // namespace

FileIdentity identity_of(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) throw_errno("looking at a granted folder");
  return {info.st_dev, info.st_ino};
}

bool is_within(const std::string& path, const std::string& folder) {
  if (folder == "/") return true;
  return path == folder || (path.size() > folder.size() && path[folder.size()] == '/' && path.starts_with(folder));
}

Grant open_grant(const Folder& folder, const std::vector<std::string>& forbidden) {
  if (folder.path.empty() || folder.path.front() != '/' || folder.path.find('\0') != std::string::npos) {
    throw Error(Code::invalid_argument,
                fmt::format("granting {}: the path must be absolute", workspace::shown(folder.path)));
  }
  Grant grant;
  grant.path = real_path(folder.path);
  check_host_path(grant.path, forbidden);
  grant.folder = open_without_links(grant.path);
  struct stat info {};
  if (!grant.folder || ::fstat(grant.folder.get(), &info) != 0) {
    throw_errno(fmt::format("granting {}", workspace::shown(grant.path)));
  }
  if (!S_ISDIR(info.st_mode) && !S_ISREG(info.st_mode)) refuse(grant.path, "it is neither a folder nor a file");
  grant.identity = {info.st_dev, info.st_ino};
  grant.access = folder.access;
  grant.inside = folder.at.empty() ? grant.path : folder.at;
  check_place_inside(grant.inside);
  return grant;
}

}  // namespace hearth::sandbox
