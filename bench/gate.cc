// gate FOLDER [--count N] [--durability full|normal]: what the egress gate adds to a request to a model on loopback, as
// JSON for bench/run, from a store in the folder: looking through a conversation that grows as a run's does, asking the
// policy, keeping what is sent, the ledger's row before it and its end after it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/json.h"
#include "egress/gate.h"
#include "egress/host.h"
#include "egress/redaction/mask.h"
#include "llm/openai_request.h"
#include "sandbox/temporary_folder.h"
#include "store/network_rules.h"
#include "store/sessions.h"

namespace {

using namespace hearth;

constexpr int turns = 20;

// A call of a tool and what it gave, as after a turn of a run.
void add_turn(ChatRequest& request, int turn) {
  std::string id = fmt::format("call_{}", turn);
  Message call;
  call.role = Role::assistant;
  call.blocks.push_back(Block::make_tool_use(id, "fs_read", fmt::format(R"({{"path":"note-{}.txt"}})", turn)));
  Block result;
  result.kind = Block::Kind::tool_result;
  result.call_id = id;
  for (int line = 1; line <= 40; ++line) result.text += fmt::format("{:6}\tThe kiln was at {} degrees.\n", line, turn);
  result.structured = {{"path", fmt::format("note-{}.txt", turn)}, {"lines", 40}};
  Message answer;
  answer.role = Role::tool;
  answer.blocks.push_back(std::move(result));
  request.messages.push_back(std::move(call));
  request.messages.push_back(std::move(answer));
}

class Measurement {
 public:
  explicit Measurement(store::Store& store) : gate_(store, {}) {
    NetworkRule rule;
    rule.effect = RuleEffect::allow;
    rule.host = "127.0.0.1";
    rule.port = 9;
    question_ = {Purpose::model, egress::parse_host(rule.host), rule.port, {}};
    question_.session = store.write([&](store::Write& write) {
      store::add_network_rule(write, rule);
      return store::add_session(write, "benchmark", {}, 1);
    });
  }

  // Milliseconds of each request of a run.
  void run(std::vector<double>& times) {
    using Clock = std::chrono::steady_clock;
    egress::SeenTexts seen;
    ChatRequest request;
    request.system = std::string(3000, 's');
    request.messages.push_back(user_message("Read the notes"));
    for (int turn = 0; turn < turns; ++turn) {
      Clock::time_point began = Clock::now();
      egress::Masked masked = egress::mask(request, egress::Rules(), seen);
      Clock::duration spent = Clock::now() - began;
      std::string body = llm::openai_request_body(masked.request, "instant");  // needed without a gate too
      began = Clock::now();
      gate_.judge(question_);
      { gate_.open({.question = question_, .model = "remote/instant", .body = body}, {}); }
      spent += Clock::now() - began;
      times.push_back(std::chrono::duration<double, std::milli>(spent).count());
      add_turn(request, turn);
    }
  }

 private:
  egress::Gate gate_;
  egress::Question question_;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures what the egress gate costs");
  std::string parent;
  int count = 20;
  std::string durability = "full";
  app.add_option("folder", parent, "on the disk that is measured")->required();
  app.add_option("--count", count, "runs of 20 requests each (20)");
  app.add_option("--durability", durability, "as store.durability: full or normal (full)")
      ->check(CLI::IsMember({"full", "normal"}));
  CLI11_PARSE(app, argc, argv);
  try {
    sandbox::TemporaryFolder folder(parent);
    store::Store store(
        {folder.path() + "/data", durability == "full" ? store::Durability::full : store::Durability::normal});
    Measurement measurement(store);
    std::vector<double> warm_up;
    measurement.run(warm_up);
    std::vector<double> times;
    for (int i = 0; i < count; ++i) measurement.run(times);
    fmt::print("{}\n", json(times).dump());
    return 0;
  } catch (const Error& error) {
    fmt::print(stderr, "gate: {}\n", error.what());
    return 1;
  }
}
