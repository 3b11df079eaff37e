#include "cli/globals.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "base/error.h"

namespace hearth::cli {

namespace {

std::optional<std::string> filled(const Environment& environment, const char* name) {
  std::optional<std::string> value = environment(name);
  return value && !value->empty() ? value : std::nullopt;
}

// A folder of the XDG base directories. A relative value is to be ignored, says their specification.
std::string xdg_directory(const Environment& environment, const char* variable, std::string_view below_home) {
  if (auto value = filled(environment, variable); value && value->starts_with('/')) return *value;
  auto home = filled(environment, "HOME");
  if (!home) {
    throw Error(Code::invalid_argument,
                "finding Hearth's folders: HOME is not set: set it, or name them with --data and --config");
  }
  return fmt::format("{}/{}", *home, below_home);
}

std::string absolute(const std::string& path) {
  std::string normal = std::filesystem::absolute(path).lexically_normal().string();
  if (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
  return normal;
}

Colour colour_for(bool is_terminal, const Arguments& arguments, const Environment& environment) {
  bool refused = arguments.has("--no-color") || arguments.has("--json") || filled(environment, "NO_COLOR") ||
                 filled(environment, "TERM") == "dumb";
  return is_terminal && !refused ? Colour::on : Colour::off;
}

}  // namespace

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
  };
}

Globals read_globals(const Arguments& arguments, const Environment& environment, const Surroundings& around) {
  Globals globals;
  std::optional<std::string> data = arguments.find("--data");
  if (!data) data = filled(environment, "HEARTH_DATA");
  if (!data) data = xdg_directory(environment, "XDG_DATA_HOME", ".local/share") + "/hearth";
  std::optional<std::string> config = arguments.find("--config");
  if (!config) config = filled(environment, "HEARTH_CONFIG");
  if (!config) config = xdg_directory(environment, "XDG_CONFIG_HOME", ".config") + "/hearth/config.toml";
  globals.data_directory = absolute(*data);
  globals.config_file = absolute(*config);
  globals.format = arguments.has("--json") ? Format::json_lines : Format::people;
  globals.output = Style(colour_for(around.output_is_terminal, arguments, environment));
  globals.error = Style(colour_for(around.error_is_terminal, arguments, environment));
  return globals;
}

}  // namespace hearth::cli
