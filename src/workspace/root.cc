#include "workspace/root.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <pwd.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): realpath is POSIX
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "workspace/path.h"
#include "workspace/resolve.h"

namespace hearth::workspace {

namespace {

constexpr std::array<const char*, 15> system_folders = {"/bin",   "/boot",  "/dev",    "/etc",  "/lib",
                                                        "/lib32", "/lib64", "/libx32", "/proc", "/run",
                                                        "/sbin",  "/snap",  "/sys",    "/usr",  "/var"};

using Identity = std::pair<dev_t, ino_t>;

// Nothing if the folder is not there or may not be looked at.
std::optional<Identity> identity(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return Identity{info.st_dev, info.st_ino};
}

std::string real_path(const std::string& path) {
  std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
  return real ? real.get() : "";
}

enum class Relation { same, inside, outside };

// Where the folder stands as seen from `ancestor`: compares each folder on the way up to "/".
Relation relation(const std::string& path, Identity ancestor) {
  std::string here = real_path(path);
  if (identity(here) == ancestor) return Relation::same;
  while (here.size() > 1) {
    here.erase(std::max<std::size_t>(here.rfind('/'), 1));
    if (identity(here) == ancestor) return Relation::inside;
  }
  return Relation::outside;
}

// The path holds no link; one that is put into it now is not followed. Kernels without openat2 keep to the first half.
int open_folder(const std::string& real) {
  open_how how{};
  how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_NO_SYMLINKS;
  auto fd = static_cast<int>(::syscall(SYS_openat2, AT_FDCWD, real.c_str(), &how, sizeof how));
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return fd;
  return ::open(real.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

[[noreturn]] void refuse(const std::string& path, std::string_view reason) {
  throw Error(Code::denied,
              fmt::format("opening the workspace {}: {}: choose a folder of your own that holds only the work",
                          shown(path), reason));
}

// $HOME and the home folder of the account: a wrong $HOME must not open the real one. The account is looked up in the
// file alone, because getpwuid may ask other services for it, over sockets and even over the network.
std::vector<std::string> home_folders() {
  std::vector<std::string> homes;
  if (const char* home = ::getenv("HOME"); home != nullptr && *home == '/') homes.emplace_back(home);
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> accounts(std::fopen("/etc/passwd", "re"), &std::fclose);
  while (accounts && ::fgetpwent_r(accounts.get(), &entry, buffer.data(), buffer.size(), &found) == 0) {
    if (entry.pw_uid == ::getuid()) homes.emplace_back(entry.pw_dir);
  }
  return homes;
}

// A home folder is often in /var or another system folder on servers; what lies below it is the user's own.
bool belongs_to_home(const std::string& root, Identity system, const std::string& home) {
  std::optional<Identity> folder = identity(home);
  return folder && relation(home, system) == Relation::inside && relation(root, *folder) == Relation::inside;
}

void check_system_folders(const std::string& root, const std::vector<std::string>& homes) {
  for (const char* name : system_folders) {
    std::optional<Identity> system = identity(name);
    if (!system) continue;
    Relation where = relation(root, *system);
    if (where == Relation::same) refuse(root, "it is a folder of the system");
    bool own =
        std::any_of(homes.begin(), homes.end(), [&](const auto& home) { return belongs_to_home(root, *system, home); });
    if (where == Relation::inside && !own) refuse(root, fmt::format("it lies in {}, a folder of the system", name));
  }
}

void check_homes(const std::string& root, Identity chosen, const std::vector<std::string>& homes) {
  for (const std::string& home : homes) {
    Relation where = relation(home, chosen);
    if (where == Relation::same) refuse(root, "it is the home folder, with keys and settings in it");
    if (where == Relation::inside) refuse(root, "it holds the home folder");
  }
}

// The folder, of those that exist, in which the path or what leads to it would be made.
std::string where_it_would_be(std::filesystem::path path) {
  std::error_code error;
  while (path.has_relative_path() && !std::filesystem::exists(path, error)) path = path.parent_path();
  return path;
}

void check_forbidden(const std::string& root, Identity chosen, const std::vector<std::string>& forbidden) {
  for (const std::string& path : forbidden) {
    std::optional<Identity> folder = identity(path);
    if (!folder && errno == ENOENT) {
      if (relation(where_it_would_be(path), chosen) != Relation::outside) refuse(root, "it holds Hearth's own data");
      continue;
    }
    if (!folder) refuse(root, fmt::format("whether it holds Hearth's own data at {} cannot be found out", shown(path)));
    if (relation(path, chosen) != Relation::outside) refuse(root, "it holds Hearth's own data");
    if (relation(root, *folder) != Relation::outside) refuse(root, "it lies in Hearth's own data");
  }
}

}  // namespace

Root open_root(const std::string& path, const std::vector<std::string>& forbidden, RootLinks links) {
  std::string real = real_path(path);
  if (links == RootLinks::refuse && !real.empty() && real != path) {
    throw Error(Code::denied,
                fmt::format("opening the workspace {}: a link has taken its place since it was chosen, and "
                            "leads to {}: start a new session in the folder that is meant",
                            shown(path), shown(real)));
  }
  Root root{Fd(real.empty() ? -1 : open_folder(real)), real};
  struct stat info {};
  if (!root.directory || ::fstat(root.directory.get(), &info) != 0)
    throw_file_error("opening the workspace", path, errno);
  if (real == "/") refuse(real, "it is the whole machine");
  Identity chosen{info.st_dev, info.st_ino};
  std::vector<std::string> homes = home_folders();
  check_homes(real, chosen, homes);
  check_system_folders(real, homes);
  check_forbidden(real, chosen, forbidden);
  return root;
}

}  // namespace hearth::workspace
