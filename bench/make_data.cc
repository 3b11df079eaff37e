// make_data FOLDER [--messages N] [--seed N]: makes FOLDER/data, a data directory for `hearth serve --data`, and beside
// it the lists of requests that the load replays. Sessions, tasks and files grow with the messages: a million of these
// mean 5,000 sessions and 200,000 tasks over 20,000 files. The same numbers give the same bytes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "bench/bulk_load.h"
#include "bench/corpus.h"
#include "bench/request_lists.h"
#include "store/store.h"

namespace hearth::bench {

namespace {

struct Options {
  std::string folder;
  std::size_t messages = 1'000'000;
  std::uint64_t seed = 1;
};

Sizes sizes_for(std::size_t messages) {
  return {.messages = messages,
          .sessions = std::max<std::size_t>(messages / 200, 10),
          .tasks = std::max<std::size_t>(messages / 5, 10),
          .files = std::max<std::size_t>(messages / 50, 10)};
}

void make_data(const Options& options) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point began = Clock::now();
  auto note = [&](const std::string& what) {
    fmt::print("{:7.1f} s  {}\n", std::chrono::duration<double>(Clock::now() - began).count(), what);
    std::fflush(stdout);
  };
  std::string data = options.folder + "/data";
  std::filesystem::remove_all(data);
  std::filesystem::create_directories(options.folder);
  { store::Store store({.directory = data}); }  // an empty database, exactly as Hearth makes it
  Corpus corpus(sizes_for(options.messages), options.seed);
  bulk_load(
      data + "/hearth.db",
      [&](db::Connection& database) {
        corpus.add_sessions(database);
        corpus.add_messages(database);
        corpus.add_files(database);
        corpus.add_tasks(database);
      },
      note);
  write_request_lists(corpus, options.folder);
  { store::Store store({.directory = data}); }  // Hearth opens it, and has nothing to migrate
  if (std::filesystem::exists(data + "/backups") && !std::filesystem::is_empty(data + "/backups")) {
    throw Error(Code::internal, "opening the data: Hearth migrated it: make_data is older than the schema");
  }
  note(fmt::format("{} MB", std::filesystem::file_size(data + "/hearth.db") / 1'000'000));
}

}  // namespace

}  // namespace hearth::bench

int main(int argc, char** argv) {
  hearth::bench::Options options;
  CLI::App app("Makes the database that the benchmarks run on.");
  app.add_option("folder", options.folder)->required();
  app.add_option("--messages", options.messages)->check(CLI::Range(1000, 100'000'000));
  app.add_option("--seed", options.seed);
  CLI11_PARSE(app, argc, argv);
  try {
    hearth::bench::make_data(options);
    return 0;
  } catch (const std::exception& fault) {
    fmt::print(stderr, "make_data: {}\n", fault.what());
    return 1;
  }
}
