// For tests only: a workspace in a temporary folder and commands in boxes around it, run by whoever runs the tests.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "sandbox/box_program_for_tests.h"
#include "sandbox/launcher.h"
#include "workspace/recording_sink.h"

namespace hearth::sandbox {

class BoxedTest : public testing::Test {
 protected:
  struct Ran {
    Outcome outcome;
    std::string output;
  };

  void SetUp() override {
    std::filesystem::create_directory(workspace());
    std::filesystem::create_directory(folder_ / "state");
    // The build may lie in a folder that only its owner enters.
    std::filesystem::copy_file(box_program_for_tests(), folder_ / "hearth-box");
  }

  std::string workspace() { return folder_ / "workspace"; }
  void put(const std::string& name, const std::string& text) { hearth::workspace::put(workspace() + "/" + name, text); }
  std::string get(const std::string& name) { return hearth::workspace::get(workspace() + "/" + name); }

  Sandbox& sandbox() {
    if (!sandbox_)
      sandbox_ = std::make_unique<Sandbox>(Options{
          .box_program = folder_ / "hearth-box", .state_folder = folder_ / "state", .forbidden = {folder_ / "state"}});
    return *sandbox_;
  }

  Policy policy() {
    Policy policy;
    policy.workspace = {workspace(), Access::write};
    policy.working_directory = workspace();
    return policy;
  }

  Ran run(const Policy& policy, const std::vector<std::string>& argv, std::stop_token stop = {}) {
    Ran ran;
    RunInput input;
    input.on_output = [&](std::string_view chunk) { ran.output += chunk; };
    ran.outcome = sandbox().run(policy, argv, input, std::move(stop));
    return ran;
  }
  Ran shell(const std::string& script) { return run(policy(), {"/bin/sh", "-c", script}); }

  hearth::workspace::TemporaryFolder folder_;
  std::unique_ptr<Sandbox> sandbox_;
};

}  // namespace hearth::sandbox
