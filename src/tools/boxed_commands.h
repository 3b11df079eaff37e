// Programs that tools run for a task: always in a box of sandbox/ with the workspace and nothing else in it. Output is
// passed on while it comes. What a program changed is recorded in the file history when it has ended.
//
// Owned by the tools of one run. Any thread of the run; programs that may write wait for each other. Throws Error:
// denied or unavailable when no box can be made, and Cancelled after everything that the program started is gone.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "domain/file_event.h"
#include "domain/ids.h"
#include "domain/tool.h"
#include "egress/gate.h"
#include "egress/proxy.h"
#include "sandbox/launcher.h"
#include "store/store.h"

namespace hearth::tools {

struct BoxedCommand {
  std::vector<std::string> argv;  // argv[0] is an absolute path inside the box
  std::string input = {};         // what the program reads
  std::string folder = ".";       // where it starts, relative to the workspace
  // What it may reach, as "host:port", which the user has agreed to; none: no network.
  std::vector<std::string> hosts = {};
  sandbox::Access access = sandbox::Access::write;
  std::vector<std::string> environment = {};  // NAME=value, besides what every box has
  std::chrono::milliseconds wall = std::chrono::seconds(120);
};

struct CommandEnd {
  sandbox::Outcome outcome;
  std::string output;  // standard output and error as they came
};

class BoxedCommands {
 public:
  struct Options {
    sandbox::Sandbox& sandbox;
    egress::Gate& gate;
    store::Store& store;
    FileEventSink& files;
    SessionId session;
    RunId run;
    WorkspaceId workspace_id;
    std::string workspace_root;
    std::vector<std::string> untrusted_files = {};  // globs of what others have written by its nature
    // Asked before each program: the user may take the acceptance of a weaker level back. Empty: refuse.
    std::function<sandbox::Fallback()> fallback = {};
    // Told what a call's program prints, while it runs.
    std::function<void(const std::string& call_id, std::string_view text)> on_output = {};
  };
  explicit BoxedCommands(Options options) : options_(std::move(options)) {}

  CommandEnd run(const std::string& call_id, const BoxedCommand& command, std::stop_token stop);

  // What a model reads of an end: the output, shortened in its middle where it is long, and how the program ended.
  ToolResult result_of(const CommandEnd& end, const BoxedCommand& command) const;

 private:
  // The session carries the labels of everything in the workspace before a program that can read it starts.
  void label_session(const std::stop_token& stop);
  bool holds_text_of_others(const std::stop_token& stop) const;
  void record_changes(const std::string& call_id, const sandbox::WorkspaceReport& report);
  sandbox::Policy policy_for(const BoxedCommand& command) const;
  egress::Proxy::Options way_out_for(const std::string& call_id, const BoxedCommand& command) const;

  Options options_;
};

// The text with its middle left out where it is longer than `most` bytes; cut at line ends where there are any.
std::string shortened_middle(std::string_view text, std::size_t most);

}  // namespace hearth::tools
