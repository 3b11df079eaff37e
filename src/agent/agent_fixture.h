// For tests only: a store in a temporary folder, a model that follows a script, and tools that count their calls.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/registry.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/stop.h"
#include "base/sync.h"
#include "domain/chat_model.h"
#include "store/messages.h"
#include "store/runs.h"
#include "store/sessions.h"
#include "store/store.h"

namespace hearth::agent {

inline Message says(std::string text) {
  Message message;
  message.role = Role::assistant;
  message.origin = {"script", "script"};
  message.blocks.push_back(Block::make_text(std::move(text)));
  return message;
}

inline Message calls(std::vector<Block> blocks) {
  Message message;
  message.role = Role::assistant;
  message.origin = {"script", "script"};
  message.stop = Stop::tool_use;
  message.blocks = std::move(blocks);
  return message;
}

// Answers turn by turn with what its script gives; the turn is the number of assistant messages so far in the run.
class ScriptedModel : public ChatModel {
 public:
  using Script = std::function<Message(int turn, const ChatRequest&, const ChatSink&, std::stop_token)>;
  explicit ScriptedModel(Script script) : script_(std::move(script)) {}
  const ModelInfo& info() const override { return info_; }
  Message chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) override {
    int turn = 0;
    for (const Message& message : request.messages)
      turn = message.role == Role::user ? 0 : turn + (message.role == Role::assistant);
    return script_(turn, request, sink, stop);
  }

 private:
  Script script_;
  ModelInfo info_{"script", "follows a script", false};
};

class ScriptedCatalog : public ModelCatalog {
 public:
  ScriptedModel::Script script = [](int, const ChatRequest&, const ChatSink&, std::stop_token) { return says("done"); };
  std::vector<ModelInfo> list(std::vector<std::string>&, std::stop_token) override { return {}; }
  std::unique_ptr<ChatModel> open(const std::string& id) override {
    if (id != "script") throw Error(Code::not_found, "no such model: " + id);
    return std::make_unique<ScriptedModel>(script);
  }
};

class FakeTool : public Tool {
 public:
  using Body = std::function<ToolResult(const std::string& call_id, const json& arguments, std::stop_token)>;
  FakeTool(std::string name, Effect effect, Body body) : body_(std::move(body)) {
    spec_.name = std::move(name);
    spec_.effect = effect;
    std::string argument = effect == Effect::execute ? "command" : "path";
    spec_.parameters = {{"type", "object"},
                        {"properties", {{argument, {{"type", "string"}}}}},
                        {"required", json::array({argument})},
                        {"additionalProperties", false}};
    if (effect == Effect::execute) {
      spec_.command_argument = argument;
    } else {
      spec_.path_arguments = {argument};
    }
  }
  const ToolSpec& spec() const override { return spec_; }
  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    return body_(call_id, arguments, stop);
  }

 private:
  ToolSpec spec_;
  Body body_;
};

class AgentFixture : public ::testing::Test {
 protected:
  AgentFixture() {
    std::string pattern = "/tmp/hearth-agent-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    workspace_ = directory_ + "/workspace";
    std::filesystem::create_directory(workspace_);
    open_store();
    session_ = add_session();
    read_body_ = write_body_ = execute_body_ = [](const std::string&, const json& arguments, std::stop_token) {
      ToolResult result;
      result.text = "result for " + arguments["path"].get<std::string>();
      return result;
    };
  }
  ~AgentFixture() override {
    registry_.reset();
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  void open_store() {
    gate_.reset();
    store_ = std::make_unique<store::Store>(store::StoreOptions{directory_ + "/data", store::Durability::normal});
    gate_ = std::make_unique<egress::Gate>(*store_, egress::Gate::Options{});
  }

  SessionId add_session() {
    return store_->write([&](store::Write& write) {
      return store::add_session(write, "test", store::workspace_id(write, workspace_, 1), 1);
    });
  }

  Environment environment() {
    ToolFactory tools = [this](const RunScope&) {
      Toolkit kit;
      kit.tools.push_back(std::make_unique<FakeTool>("launch", Effect::execute, execute_body_));
      kit.tools.push_back(std::make_unique<FakeTool>("peek", Effect::read, read_body_));
      kit.tools.push_back(std::make_unique<FakeTool>("poke", Effect::write, write_body_));
      return kit;
    };
    return {*store_,
            catalog_,
            std::move(tools),
            [this] { return limits_; },
            *gate_,
            [this] { return redaction_; },
            [] {
              return json{{"level", "full"}};
            }};
  }

  RunRegistry& registry(int parallel_runs = 2) {
    if (!registry_) registry_ = std::make_unique<RunRegistry>(environment(), parallel_runs);
    return *registry_;
  }

  RunId start(const std::string& task = "do it") { return registry().start({session_, task, "script"}).id; }

  store::Run run_of(RunId id) {
    return store_->read([&](db::Connection& connection) { return store::get_run(connection, id); });
  }

  struct Logged {
    std::int64_t sequence;
    std::string type;
    json data;
  };
  std::vector<Logged> events(RunId id) {
    std::vector<Logged> all;
    store_->read([&](db::Connection& connection) {
      store::each_run_event(connection, id, 0, 10'000, [&](const store::RunEventRow& row) {
        all.push_back({row.sequence, std::string(row.type), json::parse(row.data)});
      });
    });
    return all;
  }
  std::vector<std::string> types(RunId id) {
    std::vector<std::string> names;
    for (const Logged& event : events(id)) names.push_back(event.type);
    return names;
  }

  // Follows the log until an event of this type is there; fails the test after ten seconds.
  Logged wait_for(RunId id, const std::string& type) {
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      std::vector<Logged> all = events(id);
      for (const Logged& event : all) {
        if (event.type == type) return event;
      }
      registry().feed().wait(id, all.empty() ? 0 : all.back().sequence, std::chrono::milliseconds(200), {});
    }
    ADD_FAILURE() << "no event " << type << " in time";
    return {};
  }
  store::Run wait_until_ended(RunId id) {
    for (int i = 0; i < 100 && !is_final(run_of(id).state); ++i) {
      std::vector<Logged> all = events(id);
      registry().feed().wait(id, all.empty() ? 0 : all.back().sequence, std::chrono::milliseconds(100), {});
    }
    return run_of(id);
  }

  std::string directory_, workspace_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<egress::Gate> gate_;
  egress::Rules redaction_;
  ScriptedCatalog catalog_;
  FakeTool::Body read_body_, write_body_, execute_body_;
  Limits limits_;
  SessionId session_;
  std::unique_ptr<RunRegistry> registry_;
};

}  // namespace hearth::agent
