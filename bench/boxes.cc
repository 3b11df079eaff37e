// boxes BOX_PROGRAM [--count N]: what a box costs, as JSON for bench/run. Takes turns between `true` in a box, in a
// writable workspace with a few files, and `true` by itself.
#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/json.h"
#include "process/child.h"
#include "sandbox/launcher.h"
#include "sandbox/temporary_folder.h"

namespace {

using hearth::Error;
using hearth::sandbox::Sandbox;

double milliseconds_of(const std::function<void()>& work) {
  auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

void make_workspace(const std::string& path) {
  constexpr int files = 100;
  std::filesystem::create_directory(path);
  for (int i = 0; i < files; ++i) std::ofstream(fmt::format("{}/note-{}.txt", path, i)) << i;
}

int measure(const std::string& box_program, int count) {
  hearth::sandbox::TemporaryFolder folder("/tmp");
  std::string state = folder.path() + "/state";
  std::filesystem::create_directory(state);
  make_workspace(folder.path() + "/workspace");
  hearth::sandbox::Options options{.box_program = box_program, .state_folder = state};
  hearth::sandbox::Policy policy;
  policy.workspace = {folder.path() + "/workspace", hearth::sandbox::Access::write};
  policy.working_directory = policy.workspace->path;
  Sandbox sandbox(options);
  sandbox.run(policy, {"/usr/bin/true"}, {}, {});

  std::vector<double> boxed;
  std::vector<double> plain;
  std::vector<double> examined;
  for (int i = 0; i < count; ++i) {
    boxed.push_back(milliseconds_of([&] { sandbox.run(policy, {"/usr/bin/true"}, {}, {}); }));
    plain.push_back(milliseconds_of([] { hearth::process::Child::spawn({.argv = {"/usr/bin/true"}}).wait({}); }));
    constexpr int examine_every = 10;
    if (i % examine_every == 0) {
      Sandbox fresh(options);
      examined.push_back(milliseconds_of([&] { fresh.examine({}); }));
    }
  }
  fmt::print("{}\n", hearth::json{{"boxed", boxed}, {"plain", plain}, {"examined", examined}}.dump());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures what a box costs");
  std::string box_program;
  int count = 100;
  app.add_option("box_program", box_program, "hearth-box")->required();
  app.add_option("--count", count, "starts of each kind (100)");
  CLI11_PARSE(app, argc, argv);
  try {
    return measure(box_program, count);
  } catch (const Error& error) {
    fmt::print(stderr, "boxes: {}\n", error.what());
    return 1;
  }
}
