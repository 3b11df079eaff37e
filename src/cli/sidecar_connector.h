// The real way to the sidecar, over client/. Any thread.
#pragma once

#include <memory>
#include <stop_token>
#include <utility>

#include "cli/globals.h"
#include "cli/server.h"
#include "client/connect.h"

namespace hearth::cli {

class SidecarConnector final : public Connector {
 public:
  // A sidecar is started from the running program's own file.
  explicit SidecarConnector(const Globals& globals);
  std::unique_ptr<Server> connect_or_start(std::stop_token stop) override;
  std::unique_ptr<Server> find_running(std::stop_token stop) override;

 private:
  client::StartOptions options_;
};

}  // namespace hearth::cli
