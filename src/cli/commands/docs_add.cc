#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/documents/reading_progress.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"

namespace hearth::cli {

namespace {

// What was added is read to its end before the next one begins, so that there is one bar at a time.
int report(Context& context, const json& root, const json& progress) {
  std::string problem = text_field(progress, "problem");
  bool failed = text_field(progress, "state") == "failed";
  if (context.globals.format == Format::json_lines) {
    json shown = root;
    shown["reading"] = progress;
    context.console.out(json_line(shown));
  } else {
    context.console.out(fmt::format("{}  {}: {}{}\n", text_field(root, "id"),
                                    escape_for_display(text_field(root, "path")),
                                    failed ? "could not be read" : reading_summary(progress),
                                    problem.empty() ? "" : ": " + escape_for_display(problem)));
    if (integer_field(progress, "failed") > 0) {
      remark(context, fmt::format("Why files failed: hearth docs list {}", text_field(root, "id")));
    }
  }
  return failed ? exit_failed : exit_done;
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::string workspace =
      std::filesystem::absolute(context.arguments.find("--workspace").value_or(".")).lexically_normal();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  int code = exit_done;
  for (const std::string& path : context.arguments.list("PATH")) {
    json root = server->post("document-roots",
                             {{"workspace", workspace},
                              {"path", std::filesystem::absolute(path).lexically_normal().string()},
                              {"watched", context.arguments.has("--watch")}},
                             stop);
    if (context.arguments.has("--no-wait")) {
      context.console.out(context.globals.format == Format::json_lines
                              ? json_line(root)
                              : fmt::format("{}  {}: is read in the background\n", text_field(root, "id"),
                                            escape_for_display(text_field(root, "path"))));
      continue;
    }
    code = std::max(code, report(context, root, follow_reading(context, *server, root)));
  }
  return code;
}

}  // namespace

Command docs_add_command() {
  return {
      "docs add",
      "Read files or folders, so that what they say can be found",
      {{"PATH", "", "A file, or a folder with all that it holds but what .gitignore names", Offer::file,
        Option::Need::several},
       {"--watch", "", "Read it again whenever it changes"},
       {"--no-wait", "", "Return at once; reading goes on"},
       {"--workspace", "DIR", "The folder it belongs to (default: here)", Offer::directory}},
      {"hearth docs add letters contracts/lease.pdf", "hearth docs add --watch ~/papers"},
      run,
  };
}

}  // namespace hearth::cli
