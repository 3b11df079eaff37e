#include "base/fd.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "base/error.h"

namespace hearth {

std::string read_all(int fd, std::size_t max_bytes, std::string_view what) {
  max_bytes = std::min(max_bytes, std::numeric_limits<std::size_t>::max() - 1);
  struct stat info {};
  if (::fstat(fd, &info) != 0) throw_errno(fmt::format("reading {}", what));
  std::string bytes;
  bytes.resize(
      std::min<std::size_t>(info.st_size > 0 ? static_cast<std::size_t>(info.st_size) + 1 : 4096, max_bytes + 1));
  std::size_t used = 0;
  for (;;) {
    if (used == bytes.size()) bytes.resize(std::min(bytes.size() * 2, max_bytes + 1));
    ssize_t n = ::read(fd, bytes.data() + used, bytes.size() - used);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno(fmt::format("reading {}", what));
    if (n == 0) break;
    used += static_cast<std::size_t>(n);
    if (used > max_bytes) {
      throw Error(Code::invalid_argument,
                  fmt::format("reading {}: it is larger than the limit of {} bytes", what, max_bytes));
    }
  }
  bytes.resize(used);
  return bytes;
}

void write_all(int fd, std::string_view bytes, std::string_view what) {
  while (!bytes.empty()) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno(fmt::format("writing {}", what));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace hearth
