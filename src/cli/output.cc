#include "cli/output.h"

#include <fmt/format.h>

#include "cli/fields.h"

namespace hearth::cli {

std::size_t output_width(const Context& context) {
  Surroundings around = context.console.surroundings();
  return around.output_is_terminal ? around.width : 0;
}

void print_json_lines(Context& context, const std::vector<json>& items) {
  std::string text;
  for (const json& item : items) text += json_line(item);
  context.console.out(text);
}

void remark(Context& context, std::string_view sentence) {
  if (!context.console.surroundings().error_is_terminal) return;
  context.console.err(fmt::format("{}\n", context.globals.error.dim(sentence)));
}

}  // namespace hearth::cli
