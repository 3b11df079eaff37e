#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/documents/document_roots.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

std::string state_of(const json& root) {
  json progress = root.value("reading", json::object());
  std::string state = text_field(progress, "state");
  if (state == "waiting" || state == "failed") return state;
  if (state == "reading") {
    return fmt::format("reading {}/{}", integer_field(progress, "done"), integer_field(progress, "total"));
  }
  return flag_field(root, "watched") ? "watched" : "";
}

int list_roots(Context& context, Server& server, const std::stop_token& stop) {
  json answer = server.get("document-roots", stop);
  const json& roots = array_field(answer, "roots");
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, {roots.begin(), roots.end()});
    return exit_done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json& root : roots) {
    rows.push_back({text_field(root, "id"), text_field(root, "path"), text_field(root, "ready"),
                    text_field(root, "failed"), text_field(root, "skipped"), state_of(root),
                    text_field(root, "workspace")});
  }
  context.console.out(render_table({{"ID", Column::Align::right},
                                    {"PATH", Column::Align::left, Column::Fit::shrinks},
                                    {"READ", Column::Align::right},
                                    {"FAILED", Column::Align::right},
                                    {"NO TEXT", Column::Align::right},
                                    {"STATE"},
                                    {"WORKSPACE", Column::Align::left, Column::Fit::shrinks}},
                                   rows, output_width(context), context.globals.output));
  if (roots.empty()) remark(context, "Nothing was added. `hearth docs add PATH` reads a file or a folder.");
  return exit_done;
}

int list_files(Context& context, Server& server, const std::stop_token& stop) {
  json root = find_document_root(server, context.arguments.text("ROOT"), stop);
  Fetched fetched =
      fetch(server,
            {"documents",
             {{"root", text_field(root, "id")}, {"state", context.arguments.find("--state").value_or("")}},
             "documents",
             "next_before",
             "before"},
            context.arguments.count("--limit", 200), stop);
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json& document : fetched.items) {
    rows.push_back({text_field(document, "id"), text_field(document, "path"), text_field(document, "format"),
                    text_field(document, "state"), text_field(document, "problem")});
  }
  context.console.out(render_table({{"ID", Column::Align::right},
                                    {"PATH", Column::Align::left, Column::Fit::shrinks},
                                    {"FORMAT"},
                                    {"STATE"},
                                    {"WHY", Column::Align::left, Column::Fit::shrinks}},
                                   rows, output_width(context), context.globals.output));
  if (fetched.rest == Fetched::Rest::more) remark(context, "More are left out: see --limit.");
  return exit_done;
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  return context.arguments.has("ROOT") ? list_files(context, *server, stop) : list_roots(context, *server, stop);
}

}  // namespace

Command docs_list_command() {
  return {
      "docs list",
      "List what was added, or the files of one of them",
      {{"ROOT", "", "Its number or its path: list its files", Offer::file},
       {"--state", "STATE", "Only files that are ready, failed or skipped"},
       {"--limit", "N", "How many of the last files (default: 200)"}},
      {"hearth docs list", "hearth docs list letters --state failed"},
      run,
  };
}

}  // namespace hearth::cli
