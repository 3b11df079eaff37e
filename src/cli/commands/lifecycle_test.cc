// status, stop, serve, and what is common to all commands.
#include <gtest/gtest.h>

#include <csignal>

#include "base/error.h"
#include "cli/testing/command_line.h"
#include "process/child.h"

namespace hearth::cli {
namespace {

json health(int active_runs, pid_t process = 42) {
  return {{"status", "ok"},
          {"version", "1.2"},
          {"pid", process},
          {"uptime_ms", 3723000},
          {"data_directory", "/d"},
          {"active_runs", active_runs},
          {"url", "http://127.0.0.1:1"}};
}

TEST(StatusCommand, DescribesWhatRuns) {
  CommandLine line;
  line.sidecar.answer("GET health", health(2));
  EXPECT_EQ(line.run({"status"}), 0);
  EXPECT_EQ(line.console.output,
            "Hearth 1.2 is running.\n"
            "address   http://127.0.0.1:1\ndata      /d\nprocess   42\nup for    1 h 2 min\nruns      2 active\n");
}

TEST(StatusCommand, DoesNotStartWhatIsNotRunning) {
  CommandLine line;
  line.sidecar.set_running(false);
  EXPECT_EQ(line.run({"status", "--data", "/d"}), 1);
  EXPECT_EQ(line.console.output, "Hearth is not running for /d.\n");
  EXPECT_EQ(line.run({"status", "--data", "/d", "--json"}), 1);
  EXPECT_TRUE(line.console.output.ends_with("{\"data_directory\":\"/d\",\"running\":false}\n"));
  EXPECT_EQ(line.sidecar.find_running({}), nullptr);
}

// Stands for the sidecar's process: it runs until it is told to end.
process::Child long_sleep() {
  return process::Child::spawn({.argv = {"/bin/sleep", "600"}});
}

TEST(StopCommand, WaitsUntilTheProcessIsGone) {
  CommandLine line;
  process::Child sidecar = long_sleep();
  line.sidecar.answer("GET health", health(1, sidecar.pid()));
  line.sidecar.answer("POST shutdown", [&](const json&) {
    sidecar.signal(SIGTERM);
    return json::object();
  });
  EXPECT_EQ(line.run({"stop"}), 0);
  EXPECT_EQ(sidecar.wait({}).signal, SIGTERM);
  EXPECT_EQ(line.console.output, "Hearth has stopped.\n1 unfinished run goes on when Hearth is started again.\n");
}

TEST(StopCommand, HasNothingToDoWhenNothingRuns) {
  CommandLine line;
  line.sidecar.set_running(false);
  EXPECT_EQ(line.run({"stop"}), 0);
  EXPECT_EQ(line.console.output, "Hearth was not running.\n");
}

TEST(StopCommand, CanBeInterruptedWhileItWaits) {
  CommandLine line;
  process::Child sidecar = long_sleep();
  line.sidecar.answer("GET health", health(0, sidecar.pid()));
  line.sidecar.answer("POST shutdown", [&](const json&) {
    line.interruption.interrupt();
    return json::object();
  });
  EXPECT_EQ(line.run({"stop"}), 130);
  sidecar.signal(SIGKILL);
  sidecar.wait({});
}

TEST(ServeCommand, HandsItsOptionsToTheHook) {
  CommandLine line;
  EXPECT_EQ(line.run({"serve", "--data", "/d", "--config", "/c", "--background", "--no-tcp", "--ready-fd", "5",
                      "--control-fd", "6"}),
            0);
  ASSERT_TRUE(line.served);
  EXPECT_EQ(line.served->data_directory, "/d");
  EXPECT_EQ(line.served->config_file, "/c");
  EXPECT_EQ(line.served->mode, ServeOptions::Mode::background);
  EXPECT_EQ(line.served->tcp, ServeOptions::Tcp::off);
  EXPECT_EQ(line.served->ready_fd, 5);
  EXPECT_EQ(line.served->control_fd, 6);
}

TEST(ServeCommand, RunsInTheForegroundByDefault) {
  CommandLine line;
  EXPECT_EQ(line.run({"serve"}), 0);
  EXPECT_EQ(line.served->data_directory, "/home/ada/.local/share/hearth");
  EXPECT_EQ(line.served->mode, ServeOptions::Mode::foreground);
  EXPECT_EQ(line.served->tcp, ServeOptions::Tcp::on);
  EXPECT_EQ(line.served->ready_fd, -1);
  EXPECT_EQ(line.served->control_fd, -1);
}

TEST(Dispatch, TurnsErrorsIntoExitCodes) {
  for (auto [code, exit] : {std::pair{Code::internal, 1}, {Code::invalid_argument, 2}, {Code::denied, 3}}) {
    CommandLine line;
    line.sidecar.answer("GET doctor", [code = code](const json&) -> json { throw Error(code, "no \033[1m"); });
    EXPECT_EQ(line.run({"doctor"}), exit);
    EXPECT_EQ(line.console.error, "hearth: no \\u{1b}[1m\n");
    EXPECT_EQ(line.console.output, "");
  }
}

TEST(Dispatch, TellsAFaultOfItsOwnInOneLine) {
  CommandLine line;
  line.sidecar.answer("GET doctor", [](const json&) -> json { throw std::logic_error("oops"); });
  EXPECT_EQ(line.run({"doctor"}), 1);
  EXPECT_EQ(line.console.error, "hearth: oops: this is a fault of Hearth\n");
}

TEST(Dispatch, PrintsHelpVersionAndCompletion) {
  CommandLine line;
  EXPECT_EQ(line.run({"--version"}), 0);
  EXPECT_TRUE(line.console.output.starts_with("hearth ")) << line.console.output;
  EXPECT_EQ(line.run({"run", "--help"}), 0);
  EXPECT_EQ(line.run({"completion", "zsh"}), 0);
  EXPECT_EQ(line.run({"completion", "fish"}), 2);
  EXPECT_EQ(line.run({"nonsense"}), 2);
}

}  // namespace
}  // namespace hearth::cli
