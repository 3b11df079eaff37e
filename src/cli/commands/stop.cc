#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "base/error.h"
#include "base/fd.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "process/child.h"
#include "process/wait_readable.h"

namespace hearth::cli {

namespace {

constexpr std::chrono::seconds patience{15};

// Its process holds the data directory until its very end, which is later than its last answer.
void wait_until_gone(const Fd& process, std::stop_token stop) {
  if (!process) return;
  if (process::wait_readable(process.get(), std::chrono::steady_clock::now() + patience, stop)) return;
  throw Error(Code::timeout,
              fmt::format("stopping Hearth: it has not ended after {} s: see `hearth status` for its process",
                          patience.count()));
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
    json health = server->get("health", stop);
    active_runs = integer_field(health, "active_runs");
    Fd process = process::open_process(static_cast<pid_t>(integer_field(health, "pid")));
    server->post("shutdown", json::object(), stop);
    wait_until_gone(process, stop);
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
