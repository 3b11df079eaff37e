// Runs phrasing cases against the built-in tier in one process: the loop of the agent in its smallest form, the real
// file tools on a copy of the examples, no server and no database. For quick measurements while the grammar changes;
// the verdict that counts comes from the real binary.
//
//   run_cases EXAMPLES_DIR CASES.jsonl OUT.jsonl
//
// OUT gets {"id", "answer", "workspace", "calls", "microseconds"} for each case, the last being the time of each
// chat(); grade.py judges it.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "domain/chat_model.h"
#include "llm/reflex/reflex_model.h"
#include "tools/builtin.h"
#include "workspace/recording_sink.h"
#include "workspace/workspace.h"

namespace {

using namespace hearth;
namespace fs = std::filesystem;

// The history is what the case says it is.
class ScriptedHistory : public Tool {
 public:
  ScriptedHistory(std::string name, json answer) : answer_(std::move(answer)) { spec_.name = std::move(name); }
  const ToolSpec& spec() const override { return spec_; }
  ToolResult call(const std::string&, const json&, std::stop_token) override {
    return ToolResult{answer_.dump(), answer_};
  }

 private:
  ToolSpec spec_;
  json answer_;
};

ToolBox make_tools(workspace::Workspace& folder, const json& history) {
  ToolBox tools;
  for (auto make :
       {tools::make_fs_delete, tools::make_fs_edit, tools::make_fs_find, tools::make_fs_list, tools::make_fs_move,
        tools::make_fs_read, tools::make_fs_search, tools::make_fs_write, tools::make_text_stats}) {
    tools.push_back(make(folder));
  }
  json no_file = {{"path", ""}, {"names", json::array()}, {"tasks", json::array()}, {"total", 0}};
  json no_messages = {{"messages", json::array()}, {"tasks", json::array()}};
  tools.push_back(std::make_unique<ScriptedHistory>("history_file", history.value("file", no_file)));
  tools.push_back(std::make_unique<ScriptedHistory>("history_search", history.value("search", no_messages)));
  return tools;
}

Block run_call(const ToolBox& tools, const Block& call) {
  Block result;
  result.kind = Block::Kind::tool_result;
  result.call_id = call.call_id;
  result.name = call.name;
  ToolResult outcome = ToolResult::failure("no such tool");
  for (const auto& tool : tools) {
    if (tool->spec().name != call.name) continue;
    try {
      outcome = tool->call(call.call_id, *call.arguments, {});
    } catch (const Error& error) {
      outcome = ToolResult::failure(error.what());
    }
  }
  result.text = outcome.text;
  result.structured = outcome.structured;
  result.is_error = outcome.is_error;
  return result;
}

// One run: the messages grow until the model answers without a call.
std::string run_task(std::vector<Message>& messages, const ToolBox& tools, json& calls, json& microseconds) {
  llm::reflex::ReflexModel model;
  ChatRequest request;
  for (const auto& tool : tools) request.tools.push_back(tool->spec());
  request.now = unix_millis_now();
  constexpr int most_turns = 40;
  for (int turn = 0; turn < most_turns; ++turn) {
    request.messages = messages;
    auto begin = std::chrono::steady_clock::now();
    Message answer = model.chat(request, [](const ChatDelta&) {}, {});
    auto spent = std::chrono::steady_clock::now() - begin;
    microseconds.push_back(std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
    messages.push_back(answer);
    Message results;
    results.role = Role::tool;
    for (const Block& block : answer.blocks) {
      if (block.kind != Block::Kind::tool_use) continue;
      calls.push_back(block.name + " " + block.arguments_raw);
      results.blocks.push_back(run_call(tools, block));
    }
    if (results.blocks.empty()) return plain_text(answer);
    messages.push_back(std::move(results));
  }
  return "(no answer after many turns)";
}

json run_case(const fs::path& examples, const fs::path& place, const json& test) {
  fs::path folder = place / test.at("id").get<std::string>();
  fs::remove_all(folder);
  fs::copy(examples, folder, fs::copy_options::recursive);
  workspace::RecordingSink sink;
  workspace::Workspace workspace(folder.string(), sink, {});
  json history = json::object(), calls = json::array(), microseconds = json::array();
  std::vector<Message> messages;
  std::vector<std::string> tasks;
  for (const json& step : test.value("setup", json::array())) {
    if (step.contains("task")) tasks.push_back(step["task"]);
    if (step.contains("history")) history = step["history"];
    if (step.contains("file")) {
      fs::create_directories((folder / step["file"].get<std::string>()).parent_path());
      std::ofstream(folder / step["file"].get<std::string>(), std::ios::binary) << step.value("content", "");
    }
  }
  tasks.push_back(test.at("task"));
  ToolBox tools = make_tools(workspace, history);
  std::string answer;
  for (const std::string& task : tasks) {
    messages.push_back(user_message(task));
    calls = json::array();
    microseconds = json::array();
    answer = run_task(messages, tools, calls, microseconds);
  }
  return {{"id", test.at("id")},
          {"answer", answer},
          {"workspace", folder.string()},
          {"calls", calls},
          {"microseconds", microseconds}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: run_cases EXAMPLES_DIR CASES.jsonl OUT.jsonl\n";
    return 2;
  }
  fs::path place = std::string(arguments[3]) + ".workspaces";
  fs::create_directories(place);
  std::ifstream cases(arguments[2]);
  std::ofstream out(arguments[3]);
  std::string line;
  while (std::getline(cases, line)) {
    if (!line.empty())
      out << run_case(arguments[1], place, hearth::json::parse(line))
                 .dump(-1, ' ', false, hearth::json::error_handler_t::replace)
          << "\n";
  }
  return 0;
}
