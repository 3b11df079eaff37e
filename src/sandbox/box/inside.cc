#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "sandbox/box/command.h"
#include "sandbox/box/report.h"
#include "sandbox/box/roles.h"
#include "sandbox/box/spec.h"

namespace hearth::sandbox {

namespace {

int make_listener() {
  constexpr int waiting_connections = 64;
  int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(listener_port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int reuse = 1;
  if (listener < 0 || ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse) != 0 ||
      ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener, waiting_connections) != 0) {
    fail("making the listener");
  }
  return listener;
}

void send_ready(BoxSpec::Listener wanted) {
  char text = message::ready;
  iovec part{&text, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  int listener = -1;
  if (wanted == BoxSpec::Listener::wanted) {
    listener = make_listener();
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof listener);
    std::memcpy(CMSG_DATA(rights), &listener, sizeof listener);
  }
  if (::sendmsg(descriptor::channel, &header, MSG_NOSIGNAL) < 0) fail("reporting ready");
  if (listener >= 0) ::close(listener);
}

}  // namespace

void run_inside() {
  ::fcntl(descriptor::channel, F_SETFD, FD_CLOEXEC);
  report_failures_to(descriptor::channel);
  BoxSpec spec = read_spec();
  send_ready(spec.listener);
  wait_for_go();
  become_command(spec, {spec.readable, spec.writable, {"/"}});
}

}  // namespace hearth::sandbox
