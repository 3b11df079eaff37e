#include <filesystem>
#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/found.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  namespace fs = std::filesystem;
  const Arguments& arguments = context.arguments;
  bool all = arguments.has("--all");
  std::string under = arguments.find("--in").value_or("");
  std::string path =
      with_query("memory/search",
                 {{"q", arguments.text("QUESTION")},
                  {"kind", "document"},
                  {"workspace", all ? "" : fs::weakly_canonical(arguments.find("--workspace").value_or(".")).string()},
                  {"all", all ? "true" : ""},
                  {"path", under.empty() ? "" : fs::weakly_canonical(under).string()},
                  {"limit", std::to_string(arguments.count("--limit", 5))}});
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  print_hits(context, server->get(path, stop));
  return exit_done;
}

}  // namespace

Command docs_search_command() {
  return {
      "docs search",
      "Find passages of the documents that were added, by question, the best first",
      {{"QUESTION", "", "In your own words", Offer::nothing, Option::Need::words},
       {"--all", "", "In every project, not only that of this folder"},
       {"--in", "PATH", "Only below this file or folder", Offer::file},
       {"--limit", "N", "How many (default: 5)"},
       {"--workspace", "DIR", "The project of this folder (default: the current one)", Offer::directory}},
      {"hearth docs search \"when can the lease be ended?\"", "hearth docs search --in letters invoice of May"},
      run,
  };
}

}  // namespace hearth::cli
