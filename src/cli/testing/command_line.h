// Runs command lines as cli::main does, against a fake console and a fake sidecar.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/dispatch.h"
#include "cli/testing/fake_console.h"
#include "cli/testing/fake_sidecar.h"

namespace hearth::cli {

struct CommandLine {
  FakeConsole console;
  FakeSidecar sidecar;
  Interruption interruption;
  std::map<std::string, std::string> environment{{"HOME", "/home/ada"}};
  std::optional<ServeOptions> served;

  int run(const std::vector<std::string>& words) {
    struct Shared final : Connector {  // the dispatcher owns its connector, the test keeps the sidecar
      explicit Shared(FakeSidecar& fake) : sidecar(fake) {}
      std::unique_ptr<Server> connect_or_start(std::stop_token stop) override { return sidecar.connect_or_start(stop); }
      std::unique_ptr<Server> find_running(std::stop_token stop) override { return sidecar.find_running(stop); }
      FakeSidecar& sidecar;
    };
    Environment variables = [this](const char* name) -> std::optional<std::string> {
      auto found = environment.find(name);
      return found == environment.end() ? std::nullopt : std::optional(found->second);
    };
    return dispatch(
        words, {console, interruption, variables, [this](const Globals&) { return std::make_unique<Shared>(sidecar); },
                [this](const ServeOptions& options) {
                  served = options;
                  return 0;
                },
                [] {}});
  }
};

}  // namespace hearth::cli
