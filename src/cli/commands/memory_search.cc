#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/found.h"
#include "cli/point_in_time.h"

namespace hearth::cli {

namespace {

std::string path_of(const Arguments& arguments, std::int64_t limit) {
  namespace fs = std::filesystem;
  bool all = arguments.has("--all");
  std::string folder = fs::weakly_canonical(arguments.find("--workspace").value_or(".")).string();
  auto time = [&](std::string_view option) {
    std::optional<std::string> typed = arguments.find(option);
    return typed ? std::to_string(point_in_time(*typed, unix_millis_now())) : std::string();
  };
  std::string under = arguments.find("--in").value_or("");
  return with_query("memory/search", {{"q", arguments.text("QUESTION")},
                                      {"workspace", all ? "" : folder},
                                      {"all", all ? "true" : ""},
                                      {"kind", arguments.find("--kind").value_or("")},
                                      {"session", arguments.find("--session").value_or("")},
                                      {"since", time("--since")},
                                      {"until", time("--until")},
                                      {"path", under.empty() ? "" : fs::weakly_canonical(under).string()},
                                      {"limit", std::to_string(limit)},
                                      {"explain", arguments.has("--explain") ? "true" : ""}});
}

int run(Context& context) {
  std::string path = path_of(context.arguments, context.arguments.count("--limit", 5));
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  print_hits(context, server->get(path, stop));
  return exit_done;
}

}  // namespace

Command memory_search_command() {
  return {
      "memory search",
      "Find what was said, learnt or read, by question, the best answer first",
      {{"QUESTION", "", "In your own words", Offer::nothing, Option::Need::words},
       {"--all", "", "In every project, not only that of this folder"},
       {"--explain", "", "Show what made each result count"},
       {"--in", "PATH", "Only documents below this file or folder", Offer::file},
       {"--kind", "KIND", "Only message, observation, suggestion, past or document"},
       {"--limit", "N", "How many (default: 5)"},
       {"--session", "N", "Only what was said in this session"},
       {"--since", "TIME", "Only since then: 10m, 2h, 3d ago, or a day"},
       {"--until", "TIME", "Only before then"},
       {"--workspace", "DIR", "The project of this folder (default: the current one)", Offer::directory}},
      {"hearth memory search \"what did we decide about the parser?\"",
       "hearth memory search --all --since 2026-10-01 dentist", "hearth memory search --explain --limit 3 deadline"},
      run,
  };
}

}  // namespace hearth::cli
