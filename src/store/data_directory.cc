#include "store/data_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::store {

namespace {

constexpr std::string_view choose_another = "choose another folder with --data";

// "a//b/" becomes "a//b": after a last slash the system would follow a symbolic link.
std::string without_last_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

void make_folders(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return;
  int reason = errno;
  std::string parent = std::filesystem::path(path).parent_path().string();
  if (reason != ENOENT || parent.empty() || parent == path) {
    throw_errno(fmt::format("making the data folder {} (or {})", path, choose_another), reason);
  }
  make_folders(parent);
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) throw_errno(fmt::format("making the data folder {}", path));
}

struct stat status_of(const Fd& file, std::string_view what) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_errno(fmt::format("looking at {}", what));
  return status;
}

void require_own(const struct stat& status, std::string_view what) {
  if (status.st_uid == ::geteuid()) return;
  throw Error(Code::denied,
              fmt::format("opening {}: it belongs to user {}, not to you: {}", what, status.st_uid, choose_another));
}

// Takes all rights from group and others.
void make_private(const Fd& file, const struct stat& status, mode_t mode, std::string_view what) {
  if ((status.st_mode & 0777) != mode && ::fchmod(file.get(), mode) != 0) {
    throw_errno(fmt::format("making {} private", what));
  }
}

Fd open_folder(const std::string& path) {
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder) return folder;
  if (errno == ELOOP || errno == ENOTDIR) {
    throw Error(Code::denied, fmt::format("opening the data folder {}: it is a symbolic link or no folder: {}", path,
                                          choose_another));
  }
  throw_errno(fmt::format("opening the data folder {}", path));
}

Fd open_private_file(const Fd& folder, const std::string& name, const std::string& path) {
  Fd file(::openat(folder.get(), name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
  if (!file) {
    int reason = errno;
    throw_errno(fmt::format("opening {} for writing ({})", path, choose_another), reason);
  }
  struct stat status = status_of(file, path);
  if (!S_ISREG(status.st_mode)) {
    throw Error(Code::denied, fmt::format("opening {}: it is no regular file: move it away", path));
  }
  require_own(status, path);
  make_private(file, status, 0600, path);
  return file;
}

[[noreturn]] void refuse_second(const Fd& lock, const std::string& folder) {
  char text[32];
  ssize_t size = ::pread(lock.get(), text, sizeof text, 0);
  std::string_view pid(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  pid = pid.substr(0, pid.find('\n'));
  throw Error(
      Code::conflict,
      fmt::format("opening the data folder {}: another Hearth{} is using it: end it with \"hearth stop\", or {}",
                  folder, pid.empty() ? std::string() : fmt::format(" (process {})", escape_for_display(pid)),
                  choose_another));
}

}  // namespace

DataDirectory::DataDirectory(const std::string& path) : path_(without_last_slashes(path)) {
  make_folders(path_);
  folder_ = open_folder(path_);
  struct stat status = status_of(folder_, path_);
  require_own(status, path_);
  make_private(folder_, status, 0700, path_);
  lock_ = open_private_file(folder_, "lock", path_ + "/lock");
  if (::flock(lock_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) refuse_second(lock_, path_);
    throw_errno(fmt::format("locking {}/lock", path_));
  }
  if (::ftruncate(lock_.get(), 0) != 0) throw_errno(fmt::format("writing {}/lock", path_));
  write_all(lock_.get(), fmt::format("{}\n", ::getpid()), path_ + "/lock");
}

void DataDirectory::prepare_file(const std::string& name) const {
  open_private_file(folder_, name, path_ + "/" + name);
}

}  // namespace hearth::store
