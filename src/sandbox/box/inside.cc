#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "sandbox/box/landlock.h"
#include "sandbox/box/report.h"
#include "sandbox/box/roles.h"
#include "sandbox/box/spec.h"

namespace hearth::sandbox {

namespace {

BoxSpec read_spec() {
  std::string text;
  char buffer[8192];
  for (;;) {
    ssize_t size = ::read(descriptor::spec, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail("reading what to run");
    if (size == 0) break;
    text.append(buffer, static_cast<std::size_t>(size));
  }
  ::close(descriptor::spec);
  return decode(text);
}

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

void wait_for_go() {
  char answer = 0;
  ssize_t size = 0;
  do {
    size = ::recv(descriptor::channel, &answer, 1, 0);
  } while (size < 0 && errno == EINTR);
  // Nobody is there any more to hold the limits, so nothing may run.
  if (size != 1 || answer != message::go) ::_exit(1);
}

void set_limits(const std::vector<ResourceLimit>& limits) {
  for (const ResourceLimit& limit : limits) {
    rlimit present{};
    auto wanted = static_cast<rlim_t>(limit.value);
    if (::getrlimit(static_cast<__rlimit_resource_t>(limit.resource), &present) != 0) fail("reading a limit");
    if (present.rlim_max != RLIM_INFINITY && wanted > present.rlim_max) wanted = present.rlim_max;
    rlimit both{wanted, wanted};
    if (::setrlimit(static_cast<__rlimit_resource_t>(limit.resource), &both) != 0) fail("setting a limit");
  }
}

void take_standard_descriptors() {
  if (::dup2(descriptor::input, STDIN_FILENO) < 0 || ::dup2(descriptor::output, STDOUT_FILENO) < 0 ||
      ::dup2(descriptor::error, STDERR_FILENO) < 0) {
    fail("taking the standard descriptors");
  }
  // The channel ends with the exec and so tells that it happened.
  ::fcntl(descriptor::channel, F_SETFD, FD_CLOEXEC);
  ::close_range(descriptor::arguments, descriptor::channel - 1, 0);
  ::close_range(descriptor::channel + 1, ~0U, 0);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

void run_inside() {
  ::fcntl(descriptor::channel, F_SETFD, FD_CLOEXEC);
  report_failures_to(descriptor::channel);
  BoxSpec spec = read_spec();
  if (spec.argv.empty()) fail_with("no command was given");
  send_ready(spec.listener);
  wait_for_go();
  take_standard_descriptors();
  ::umask(022);
  if (::chdir(spec.working_directory.c_str()) != 0) fail("entering " + spec.working_directory);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
  confine({spec.readable, spec.writable, {"/"}});
  std::vector<char*> argv = pointers_to(spec.argv);
  std::vector<char*> environment = pointers_to(spec.environment);
  environ = environment.data();
  set_limits(spec.limits);
  ::execvp(argv.front(), argv.data());
  fail("starting " + spec.argv.front());
}

}  // namespace hearth::sandbox
