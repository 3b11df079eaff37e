#include "sandbox/box_channel.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "sandbox/box/spec.h"

namespace hearth::sandbox {

namespace {

constexpr std::size_t longest_message = 4096;

Fd passed_descriptor(const msghdr& header) {
  const cmsghdr* rights = CMSG_FIRSTHDR(&header);
  if (rights == nullptr || rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS) return {};
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
  return Fd(fd);
}

[[noreturn]] void throw_failure(std::string_view text) {
  throw Error(Code::not_found, fmt::format("starting a command in its box: {}", text.substr(1)));
}

}  // namespace

BoxChannel::BoxChannel() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) throw_errno("preparing a box");
  ours_ = Fd(ends[0]);
  theirs_ = Fd(ends[1]);
}

std::optional<BoxChannel::Ready> BoxChannel::wait_until_ready(process::Deadline deadline, const std::stop_token& stop) {
  Message answer = receive(deadline, stop);
  if (answer.text.empty()) return std::nullopt;
  if (answer.text.front() != message::ready) throw_failure(answer.text);
  return Ready{std::move(answer.descriptor)};
}

void BoxChannel::release(process::Deadline deadline, const std::stop_token& stop) {
  char go = message::go;
  if (::send(ours_.get(), &go, 1, MSG_NOSIGNAL) != 1) throw_errno("starting a command in its box");
  Message answer = receive(deadline, stop);
  if (!answer.text.empty() && answer.text.front() != message::started) throw_failure(answer.text);
}

BoxChannel::Message BoxChannel::receive(process::Deadline deadline, const std::stop_token& stop) {
  if (!process::wait_readable(ours_.get(), deadline, stop)) {
    throw Error(Code::timeout, "starting a box: it did not get ready in time: try again");
  }
  std::array<char, longest_message> buffer{};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  iovec part{buffer.data(), buffer.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t size = 0;
  do {
    size = ::recvmsg(ours_.get(), &header, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  // A reset is an end as well: the program was ended with our message unread.
  if (size <= 0) return {};
  return {{buffer.data(), static_cast<std::size_t>(size)}, passed_descriptor(header)};
}

}  // namespace hearth::sandbox
