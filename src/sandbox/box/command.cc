#include "sandbox/box/command.h"

#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "sandbox/box/report.h"

namespace hearth::sandbox {

namespace {

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
  // Not yet: the exec closes them, and whoever waits at the other end of one learns from it that it happened.
  if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0) fail("closing descriptors");
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

BoxSpec read_spec() {
  std::string text;
  char buffer[8192];
  for (;;) {
    ssize_t size = ::pread(descriptor::spec, buffer, sizeof buffer, static_cast<off_t>(text.size()));
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail("reading what to run");
    if (size == 0) break;
    text.append(buffer, static_cast<std::size_t>(size));
  }
  BoxSpec spec = decode(text);
  if (spec.argv.empty()) fail_with("no command was given");
  return spec;
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

void become_command(BoxSpec& spec, const LandlockRules& rules) {
  take_standard_descriptors();
  constexpr mode_t usual_mask = 022;
  ::umask(usual_mask);
  if (::chdir(spec.working_directory.c_str()) != 0) fail("entering " + spec.working_directory);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
  std::vector<char*> argv = pointers_to(spec.argv);
  std::vector<char*> environment = pointers_to(spec.environment);
  environ = environment.data();
  confine(rules);
  set_limits(spec.limits);
  ::execvp(argv.front(), argv.data());
  fail("starting " + spec.argv.front());
}

}  // namespace hearth::sandbox
