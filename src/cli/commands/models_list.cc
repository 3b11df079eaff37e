#include <memory>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/display_text.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->get("models", stop);
  const json& models = array_field(answer, "models");
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, {models.begin(), models.end()});
    return exit_done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json& model : models) {
    rows.push_back({text_field(model, "id"), flag_field(model, "leaves_machine") ? "yes" : "no",
                    text_field(model, "description")});
  }
  context.console.out(
      render_table({{"MODEL"}, {"LEAVES MACHINE"}, {"DESCRIPTION", Column::Align::left, Column::Fit::shrinks}}, rows,
                   output_width(context), context.globals.output));
  for (const json& note : array_field(answer, "notes")) remark(context, terminal_text(text_of(note)));
  return exit_done;
}

}  // namespace

Command models_list_command() {
  return {
      "models list", "List the models that can be used now", {}, {"hearth models list", "hearth models list --json"},
      run,
  };
}

}  // namespace hearth::cli
