#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "base/error.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/pause.h"

namespace hearth::cli {

namespace {

constexpr std::chrono::seconds patience{15};
constexpr std::chrono::milliseconds interval{20};

void wait_until_gone(Connector& connector, std::stop_token stop) {
  auto deadline = std::chrono::steady_clock::now() + patience;
  while (connector.find_running(stop)) {
    if (std::chrono::steady_clock::now() > deadline) {
      throw Error(Code::timeout,
                  fmt::format("stopping Hearth: it still answers after {} s: see `hearth status` for its "
                              "process",
                              patience.count()));
    }
    pause(interval, stop);
  }
}

void report(Context& context, bool was_running, std::int64_t active_runs) {
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line({{"was_running", was_running}, {"active_runs", active_runs}}));
    return;
  }
  if (!was_running) return context.console.out("Hearth was not running.\n");
  context.console.out("Hearth has stopped.\n");
  if (active_runs == 0) return;
  context.console.out(fmt::format("{} unfinished {} on when Hearth is started again.\n", active_runs,
                                  active_runs == 1 ? "run goes" : "runs go"));
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.find_running(stop);
  std::int64_t active_runs = 0;
  if (server) {
    active_runs = integer_field(server->get("health", stop), "active_runs");
    server->post("shutdown", json::object(), stop);
    wait_until_gone(context.connector, stop);
  }
  report(context, server != nullptr, active_runs);
  return exit_done;
}

}  // namespace

Command stop_command() {
  return {
      "stop", "Stop Hearth and wait until it is gone", {}, {"hearth stop", "hearth stop --data /tmp/trial"}, run,
  };
}

}  // namespace hearth::cli
