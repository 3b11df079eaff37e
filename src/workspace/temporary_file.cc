#include "workspace/temporary_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>  // NOLINT(modernize-deprecated-headers): renameat2
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/crypto.h"
#include "base/error.h"
#include "workspace/path.h"
#include "workspace/resolve.h"

namespace hearth::workspace {

TemporaryFile::TemporaryFile(int directory, std::string path) : directory_(directory), path_(std::move(path)) {
  constexpr std::size_t random_bytes = 8;
  constexpr mode_t before_umask = 0666;
  name_ = std::string(temporary_prefix) + random_hex(random_bytes);
  file_ = Fd(::openat(directory_, name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, before_umask));
  if (!file_) throw_file_error("writing", path_, errno);
}

TemporaryFile::~TemporaryFile() {
  if (file_ && !placed_) ::unlinkat(directory_, name_.c_str(), 0);
}

void TemporaryFile::write(std::string_view content) {
  write_all(file_.get(), content, shown(path_));
}

void TemporaryFile::imitate(const struct stat& other) {
  constexpr mode_t permissions = 0777;
  // Only root may give files away; for everyone else the new file stays their own, and that is no failure.
  if (::fchown(file_.get(), other.st_uid, other.st_gid) != 0 && errno != EPERM)
    throw_file_error("writing", path_, errno);
  if (::fchmod(file_.get(), other.st_mode & permissions) != 0) throw_file_error("writing", path_, errno);
}

void TemporaryFile::sync() {
  if (::fsync(file_.get()) != 0) throw_file_error("writing", path_, errno);
}

void TemporaryFile::place(const std::string& name, Existing existing) {
  int error_number = 0;
  if (existing == Existing::refuse) {
    error_number = rename_without_replacing(directory_, name_, directory_, name);
  } else if (::renameat(directory_, name_.c_str(), directory_, name.c_str()) != 0) {
    error_number = errno;
  }
  if (error_number == EEXIST) {
    throw Error(Code::conflict,
                fmt::format("writing {}: another program made this file meanwhile: read it first", shown(path_)));
  }
  if (error_number != 0) throw_file_error("writing", path_, error_number);
  placed_ = true;
}

void sync_directory(int directory, std::string_view path) {
  // The descriptor at hand may be O_PATH, which cannot be synced.
  Fd readable(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // A folder one may write but not list cannot be opened for this; the rename itself is done.
  if (!readable && errno == EACCES) return;
  if (!readable || (::fsync(readable.get()) != 0 && errno != EINVAL))
    throw_file_error("saving the folder of", path, errno);
}

int rename_without_replacing(int from_directory, const std::string& from, int to_directory, const std::string& to) {
  if (::renameat2(from_directory, from.c_str(), to_directory, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // Some file systems have no such rename. Looking first leaves a small gap, on those only.
  struct stat info {};
  if (::fstatat(to_directory, to.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) return EEXIST;
  return ::renameat(from_directory, from.c_str(), to_directory, to.c_str()) == 0 ? 0 : errno;
}

}  // namespace hearth::workspace
