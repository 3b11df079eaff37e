#include "sandbox/temporary_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX
#include <sys/file.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/log.h"

namespace hearth::sandbox {

namespace {

constexpr const char* prefix = "temporary-";

Fd lock(const std::string& path) {
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder && ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) folder.reset();
  return folder;
}

void remove(const std::string& path) {
  std::error_code failure;
  std::filesystem::remove_all(path, failure);
  if (failure) log::warn("removing {}: {}", path, failure.message());
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& parent) : path_(fmt::format("{}/{}XXXXXX", parent, prefix)) {
  if (::mkdtemp(path_.data()) == nullptr) throw_errno(fmt::format("making a temporary folder in {}", parent));
  lock_ = lock(path_);
}

TemporaryFolder::~TemporaryFolder() {
  remove(path_);
}

void remove_leftover_folders(const std::string& parent) {
  std::error_code failure;
  std::vector<std::string> leftovers;
  for (const auto& entry : std::filesystem::directory_iterator(parent, failure)) {
    if (entry.path().filename().string().starts_with(prefix)) leftovers.push_back(entry.path());
  }
  if (failure) throw_errno(fmt::format("looking into {}", parent), failure.value());
  for (const std::string& path : leftovers) {
    if (lock(path)) remove(path);
  }
}

}  // namespace hearth::sandbox
