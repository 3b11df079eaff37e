// Listening sockets. Both kinds are close-on-exec and non-blocking.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "base/fd.h"

namespace hearth::http_server {

// 127.0.0.1 only; port 0 takes any free one. Throws Error(conflict) when the port is in use.
class TcpListener {
 public:
  explicit TcpListener(std::uint16_t port);
  int fd() const { return fd_.get(); }
  std::uint16_t port() const { return port_; }

 private:
  Fd fd_;
  std::uint16_t port_ = 0;
};

// A socket file that only its owner may use, removed again at the end. A file left by a server that has died is
// replaced; when a server answers there, throws Error(conflict).
class UnixListener {
 public:
  explicit UnixListener(std::string path);
  ~UnixListener();
  UnixListener(const UnixListener&) = delete;
  UnixListener& operator=(const UnixListener&) = delete;
  int fd() const { return fd_.get(); }

 private:
  std::string path_;
  Fd fd_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

// True when the process at the other end of a unix socket runs as this user or as root.
bool is_own_peer(int unix_socket);

}  // namespace hearth::http_server
