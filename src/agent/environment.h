// What a run works with, put together by app/ and shared by all runs.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/chat_model.h"
#include "domain/ids.h"
#include "domain/json.h"
#include "domain/tool.h"
#include "egress/gate.h"
#include "egress/redaction/rules.h"
#include "store/store.h"

namespace hearth::agent {

// Whose tools are wanted: file events and history are bound to it.
struct RunScope {
  RunId run;
  TaskId task;
  SessionId session;
  WorkspaceId workspace;
  std::string workspace_root;
  UnixMillis began = 0;  // when the task was given
  // What a call's program prints, while it runs; for the run's log.
  std::function<void(const std::string& call_id, std::string_view text)> on_output = {};
};

// The tools of one run, and what they stand on (the opened workspace), which goes last.
struct Toolkit {
  std::shared_ptr<void> foundation;
  ToolBox tools;
};
using ToolFactory = std::function<Toolkit(const RunScope&)>;

struct Limits {
  int max_turns = 40;
  std::chrono::milliseconds max_time = std::chrono::minutes(30);  // without the time spent waiting for approvals
  int repeat_limit = 3;  // identical calls that are let through while nothing changes
  std::size_t max_prompt_bytes = 400'000;
};

struct Environment {
  store::Store& store;
  ModelCatalog& models;
  ToolFactory make_tools;
  std::function<Limits()> limits;  // asked at the start of each run
  egress::Gate& gate;
  std::function<egress::Rules()> redaction;  // asked before each model call that leaves this machine
  std::function<json()> protection;          // what boxes can promise, kept with each run; null: not known yet
};

}  // namespace hearth::agent
