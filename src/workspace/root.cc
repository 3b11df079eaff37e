#include "workspace/root.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): realpath is POSIX
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
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

Identity identity(int directory, std::string_view path) {
  struct stat info {};
  if (::fstat(directory, &info) != 0) throw_errno(fmt::format("looking at the folder {}", shown(path)));
  return {info.st_dev, info.st_ino};
}

Fd open_folder(const std::string& path) {
  return Fd(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

enum class Relation { same, inside, outside };

// Where `directory` stands as seen from `ancestor`: climbs to "/" and compares each folder on the way.
Relation relation(int directory, std::string_view path, Identity ancestor) {
  Identity here = identity(directory, path);
  if (here == ancestor) return Relation::same;
  Fd current(::openat(directory, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  for (;;) {
    Fd above(current ? ::openat(current.get(), "..", O_PATH | O_DIRECTORY | O_CLOEXEC) : -1);
    if (!above) throw_errno(fmt::format("looking at the folders above {}", shown(path)));
    Identity next = identity(above.get(), path);
    if (next == ancestor) return Relation::inside;
    if (next == here) return Relation::outside;
    here = next;
    current = std::move(above);
  }
}

[[noreturn]] void refuse(const std::string& path, std::string_view reason) {
  throw Error(Code::denied,
              fmt::format("opening the workspace {}: {}: choose a folder of your own that holds only the work",
                          shown(path), reason));
}

// $HOME and the home folder of the account: a wrong $HOME must not open the real one.
std::vector<std::string> home_folders() {
  std::vector<std::string> homes;
  if (const char* home = ::getenv("HOME"); home != nullptr && *home == '/') homes.emplace_back(home);
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
    homes.emplace_back(found->pw_dir);
  }
  return homes;
}

// A home folder is often in /var or another system folder on servers; what lies below it is the user's own.
bool belongs_to_home(const Root& root, Identity system, const std::string& home) {
  Fd folder = open_folder(home);
  return folder && relation(folder.get(), home, system) == Relation::inside &&
         relation(root.directory.get(), root.path, identity(folder.get(), home)) == Relation::inside;
}

void check_system_folders(const Root& root, const std::vector<std::string>& homes) {
  for (const char* name : system_folders) {
    Fd folder = open_folder(name);
    if (!folder) continue;
    Identity system = identity(folder.get(), name);
    Relation where = relation(root.directory.get(), root.path, system);
    if (where == Relation::same) refuse(root.path, "it is a folder of the system");
    bool own = false;
    for (const std::string& home : homes) own = own || belongs_to_home(root, system, home);
    if (where == Relation::inside && !own)
      refuse(root.path, fmt::format("it lies in {}, a folder of the system", name));
  }
}

void check_homes(const Root& root, const std::vector<std::string>& homes) {
  Identity chosen = identity(root.directory.get(), root.path);
  for (const std::string& home : homes) {
    Fd folder = open_folder(home);
    if (!folder) continue;
    Relation where = relation(folder.get(), home, chosen);
    if (where == Relation::same) refuse(root.path, "it is the home folder, with keys and settings in it");
    if (where == Relation::inside) refuse(root.path, "it holds the home folder");
  }
}

void check_forbidden(const Root& root, const std::vector<std::string>& forbidden) {
  Identity chosen = identity(root.directory.get(), root.path);
  for (const std::string& path : forbidden) {
    Fd folder = open_folder(path);
    if (!folder) {
      refuse(root.path, fmt::format("whether it holds Hearth's own data at {} cannot be found out", shown(path)));
    }
    if (relation(folder.get(), path, chosen) != Relation::outside) refuse(root.path, "it holds Hearth's own data");
    if (relation(root.directory.get(), root.path, identity(folder.get(), path)) != Relation::outside) {
      refuse(root.path, "it lies in Hearth's own data");
    }
  }
}

}  // namespace

Root open_root(const std::string& path, const std::vector<std::string>& forbidden) {
  std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
  if (!real) throw_file_error("opening the workspace", path, errno);
  Root root{open_folder(real.get()), real.get()};
  if (!root.directory) throw_file_error("opening the workspace", path, errno);
  if (root.path == "/") refuse(root.path, "it is the whole machine");
  std::vector<std::string> homes = home_folders();
  check_homes(root, homes);
  check_system_folders(root, homes);
  check_forbidden(root, forbidden);
  return root;
}

}  // namespace hearth::workspace
