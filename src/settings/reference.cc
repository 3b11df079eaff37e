#include <fmt/format.h>

#include "settings/settings.h"

namespace hearth::settings {

namespace {

std::string_view where_set(Home home) {
  switch (home) {
    case Home::preference:
      return "`hearth settings set`, or `config.toml`, which then wins";
    case Home::bootstrap:
      return "`config.toml` only";
  }
  return {};
}

}  // namespace

std::string reference_markdown() {
  std::string page =
      "# Settings\n\n"
      "<!-- Written by the test of src/settings from the declarations there; ACCEPT=1 writes it anew. -->\n\n"
      "`hearth settings list` shows every setting with its value and where that comes from. In `config.toml` the part\n"
      "before the dot is the table: `agent.max_turns` is `max_turns` under `[agent]`.\n";
  for (const Declaration& declaration : declarations()) {
    page += fmt::format("\n## `{}`\n\n{}\n\n", declaration.name, declaration.documentation);
    page += fmt::format("- value: {}\n- default: `{}`\n- set by: {}\n", allowed_values(declaration),
                        declaration.default_value.dump(), where_set(declaration.home));
  }
  return page;
}

}  // namespace hearth::settings
