#include "app/control_channel.h"

#include <fcntl.h>
#include <sys/prctl.h>

#include <csignal>
#include <optional>

#include "base/error.h"
#include "client/connect.h"

namespace hearth::app {

ControlChannel::ControlChannel(int descriptor) : socket_(descriptor) {
  if (!socket_) return;
  ::fcntl(socket_.get(), F_SETFD, FD_CLOEXEC);
  // The end of the socket says the same, but a descriptor may have been copied; this cannot be.
  if (::prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) throw_errno("starting the sidecar: asking for the end of its parent");
}

void ControlChannel::report(const Whereabouts& whereabouts) {
  if (!socket_) return;
  json line{{"url", whereabouts.url}, {"token", whereabouts.token}, {"pid", whereabouts.pid}};
  write_all(socket_.get(), line.dump() + "\n", "where the sidecar is");
}

bool ControlChannel::reported_running(const std::string& data_directory) {
  if (!socket_) return false;
  std::optional<client::Sidecar> running = client::find_running(data_directory, {});
  if (!running) return false;
  json health = running->get("/api/v1/health", {});
  report({.url = health.at("url").get<std::string>(),
          .token = client::read_token(running->endpoint()).value_or(""),
          .pid = health.at("pid").get<int>()});
  return true;
}

}  // namespace hearth::app
