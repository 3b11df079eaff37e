#include "http_server/listener.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace hearth::http_server {

namespace {

Fd open_socket(int family) {
  Fd fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) throw_errno("opening a socket");
  return fd;
}

sockaddr_un unix_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    throw Error(Code::invalid_argument,
                fmt::format("listening on {}: the path must have 1 to {} bytes", path, sizeof address.sun_path - 1));
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

// A socket file that refuses connections belongs to a process that has ended.
void remove_stale_socket(const std::string& path, const sockaddr_un& address) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return;
    throw_errno(fmt::format("listening on {}", path));
  }
  if (!S_ISSOCK(info.st_mode) || info.st_uid != ::geteuid()) {
    throw Error(Code::conflict, fmt::format("listening on {}: something else is there: remove it", path));
  }
  Fd probe = open_socket(AF_UNIX);
  if (::connect(probe.get(), generic(address), sizeof address) == 0 || errno != ECONNREFUSED) {
    throw Error(Code::conflict, fmt::format("listening on {}: another server is running there", path));
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_errno(fmt::format("removing the stale socket {}", path));
}

}  // namespace

TcpListener::TcpListener(std::uint16_t port) : fd_(open_socket(AF_INET)) {
  int on = 1;
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic_address = reinterpret_cast<sockaddr*>(&address);
  if (::bind(fd_.get(), generic_address, sizeof address) != 0 || ::listen(fd_.get(), SOMAXCONN) != 0) {
    if (errno == EADDRINUSE) {
      throw Error(Code::conflict, fmt::format("listening on 127.0.0.1:{}: the port is in use: choose another", port));
    }
    throw_errno(fmt::format("listening on 127.0.0.1:{}", port));
  }
  socklen_t length = sizeof address;
  if (::getsockname(fd_.get(), generic_address, &length) != 0) throw_errno("reading the port of a socket");
  port_ = ntohs(address.sin_port);
}

UnixListener::UnixListener(std::string path) : path_(std::move(path)), fd_(open_socket(AF_UNIX)) {
  sockaddr_un address = unix_address(path_);
  remove_stale_socket(path_, address);
  std::string doing = fmt::format("listening on {}", path_);
  if (::bind(fd_.get(), generic(address), sizeof address) != 0) {
    if (errno == EADDRINUSE) throw Error(Code::conflict, doing + ": another server has just started there");
    throw_errno(doing);
  }
  struct stat info {};
  // Nobody can connect before listen(), so the mode is in force in time.
  if (::chmod(path_.c_str(), 0600) != 0 || ::lstat(path_.c_str(), &info) != 0 || ::listen(fd_.get(), SOMAXCONN) != 0) {
    int error_number = errno;
    ::unlink(path_.c_str());
    throw_errno(doing, error_number);
  }
  device_ = info.st_dev;
  inode_ = info.st_ino;
}

UnixListener::~UnixListener() {
  struct stat info {};
  bool is_ours = ::lstat(path_.c_str(), &info) == 0 && info.st_dev == device_ && info.st_ino == inode_;
  if (is_ours) ::unlink(path_.c_str());
}

bool is_own_peer(int unix_socket) {
  ucred peer{};
  socklen_t length = sizeof peer;
  if (::getsockopt(unix_socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace hearth::http_server
