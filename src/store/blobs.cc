#include "store/blobs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "base/crypto.h"
#include "base/error.h"
#include "base/fd.h"

namespace hearth::store {

namespace {

constexpr std::size_t largest_blob = std::size_t{1} << 30;
constexpr std::size_t hash_digits = 64;

std::string folder_of(const std::string& data_directory) {
  return data_directory + "/blobs";
}

bool is_hash(std::string_view text) {
  auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == hash_digits && std::ranges::all_of(text, is_digit);
}

Fd open_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) throw_errno(fmt::format("making the folder {}", path));
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) throw_errno(fmt::format("opening the folder {}", path));
  return folder;
}

}  // namespace

std::string put_blob(const std::string& data_directory, std::string_view bytes) {
  std::string hash = sha256_hex(bytes);
  std::string path = folder_of(data_directory);
  Fd folder = open_folder(path);
  if (::faccessat(folder.get(), hash.c_str(), F_OK, 0) == 0) return hash;
  std::string temporary = fmt::format("new-{}", random_hex(8));
  Fd file(::openat(folder.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) throw_errno(fmt::format("making a file in {}", path));
  try {
    write_all(file.get(), bytes, fmt::format("{}/{}", path, temporary));
    if (::renameat(folder.get(), temporary.c_str(), folder.get(), hash.c_str()) != 0) {
      throw_errno(fmt::format("keeping {}/{}", path, hash));
    }
  } catch (const Error&) {  // half a file would stay for ever
    ::unlinkat(folder.get(), temporary.c_str(), 0);
    throw;
  }
  return hash;
}

std::string read_blob(const std::string& data_directory, std::string_view hash) {
  std::string path = fmt::format("{}/{}", folder_of(data_directory), hash);
  Fd file(is_hash(hash) ? ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1);
  if (!file) throw Error(Code::not_found, fmt::format("reading the kept bytes {}: they are not there", hash));
  std::string bytes = read_all(file.get(), largest_blob, path);
  if (sha256_hex(bytes) != hash) {
    throw Error(Code::internal, fmt::format("reading {}: its content is not what was kept: restore a backup", path));
  }
  return bytes;
}

void remove_blob(const std::string& data_directory, std::string_view hash) {
  std::string path = fmt::format("{}/{}", folder_of(data_directory), hash);
  if (is_hash(hash) && ::unlink(path.c_str()) != 0 && errno != ENOENT) throw_errno(fmt::format("removing {}", path));
}

}  // namespace hearth::store
