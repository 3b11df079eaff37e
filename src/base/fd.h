// A file descriptor that closes itself, and whole reads and writes on one.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace hearth {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

// Reads to the end. Throws Error(invalid_argument) past max_bytes, and on a read error; `what` names the file for
// messages.
std::string read_all(int fd, std::size_t max_bytes, std::string_view what);
// Writes all bytes, repeating short writes. Throws Error.
void write_all(int fd, std::string_view bytes, std::string_view what);

}  // namespace hearth
