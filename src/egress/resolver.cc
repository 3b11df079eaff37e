#include "egress/resolver.h"

#include <ares.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/check.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"

namespace hearth::egress {

namespace {

constexpr int milliseconds_a_try = 2'000;
constexpr int tries = 2;
constexpr int longest_wait_ms = 1'000;

struct Library {
  Library() { check(::ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS); }
};

struct Answer {
  std::optional<int> status;
  std::vector<IpAddress> addresses;
};

// Called by c-ares, also while its channel is destroyed.
void take_answer(void* into, int status, int, ares_addrinfo* info) {
  auto* answer = static_cast<Answer*>(into);
  answer->status = status;
  for (ares_addrinfo_node* node = info ? info->nodes : nullptr; node; node = node->ai_next) {
    std::optional<IpAddress> address = IpAddress::from_socket_address(*node->ai_addr, node->ai_addrlen);
    if (address) answer->addresses.push_back(*address);
  }
  ::ares_freeaddrinfo(info);
}

class Channel {
 public:
  explicit Channel(Lookup lookup) {
    static const Library library;
    static char everywhere[] = "fb", hosts_file[] = "f";
    ares_options options{};
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
    options.timeout = milliseconds_a_try;
    options.tries = tries;
    options.lookups = lookup == Lookup::everywhere ? everywhere : hosts_file;
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS;
    int status = ::ares_init_options(&channel_, &options, mask);
    if (status != ARES_SUCCESS) {
      throw Error(Code::unavailable, fmt::format("preparing to look up names: {}", ::ares_strerror(status)));
    }
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel() { ::ares_destroy(channel_); }

  void ask(const std::string& name, Answer& answer) {
    ares_addrinfo_hints hints{};
    hints.ai_flags = ARES_AI_NOSORT;  // sorting would open a socket to each address
    hints.ai_family = AF_UNSPEC;
    ::ares_getaddrinfo(channel_, name.c_str(), nullptr, &hints, take_answer, &answer);
  }

  // Waits for something to happen, and lets c-ares deal with it.
  void step(int wake_fd) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    auto bits = static_cast<unsigned>(::ares_getsock(channel_, sockets.data(), ARES_GETSOCK_MAXNUM));
    std::vector<pollfd> polls{{wake_fd, POLLIN, 0}};
    for (unsigned i = 0; i < sockets.size(); ++i) {
      int events = (ARES_GETSOCK_READABLE(bits, i) ? POLLIN : 0) | (ARES_GETSOCK_WRITABLE(bits, i) ? POLLOUT : 0);
      if (events != 0) polls.push_back({sockets[i], static_cast<short>(events), 0});
    }
    timeval longest{longest_wait_ms / 1000, 0}, next{};
    ::ares_timeout(channel_, &longest, &next);
    ::poll(polls.data(), polls.size(), static_cast<int>(next.tv_sec * 1000 + next.tv_usec / 1000 + 1));
    ::ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);  // timeouts
    for (std::size_t i = 1; i < polls.size(); ++i) {
      bool readable = (polls[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0;
      bool writable = (polls[i].revents & POLLOUT) != 0;
      ::ares_process_fd(channel_, readable ? polls[i].fd : ARES_SOCKET_BAD, writable ? polls[i].fd : ARES_SOCKET_BAD);
    }
  }

 private:
  ares_channel channel_ = nullptr;
};

[[noreturn]] void fail(const std::string& name, Lookup lookup, int status) {
  std::string doing = fmt::format("looking up {}", name);
  if (lookup == Lookup::hosts_file) {  // c-ares has no word of its own for a name that is not in it
    throw Error(Code::not_found, doing +
                                     ": it is not in the hosts file, and in the mode local no name server is asked: "
                                     "write the address instead");
  }
  switch (status) {
    case ARES_ENOTFOUND:
    case ARES_ENODATA:
      throw Error(Code::not_found, doing + ": there is no such name: check its spelling");
    case ARES_ETIMEOUT:
      throw Error(Code::timeout, doing + ": no name server answered: is the network up?");
    default:
      throw Error(Code::unavailable, fmt::format("{}: {}", doing, ::ares_strerror(status)));
  }
}

}  // namespace

std::vector<IpAddress> resolve(const std::string& name, Lookup lookup, std::stop_token stop) {
  throw_if_stopped(stop);
  Fd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) throw_errno("creating an eventfd");
  std::stop_callback on_stop(stop, [&] { ::eventfd_write(wake.get(), 1); });
  Answer answer;  // outlives the channel, which writes into it to the last
  Channel channel(lookup);
  channel.ask(name, answer);
  while (!answer.status) {
    throw_if_stopped(stop);
    channel.step(wake.get());
  }
  if (*answer.status != ARES_SUCCESS) fail(name, lookup, *answer.status);
  if (answer.addresses.empty()) fail(name, lookup, ARES_ENODATA);
  std::sort(answer.addresses.begin(), answer.addresses.end());
  answer.addresses.erase(std::unique(answer.addresses.begin(), answer.addresses.end()), answer.addresses.end());
  return answer.addresses;
}

}  // namespace hearth::egress
