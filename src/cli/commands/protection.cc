// hearth protection and hearth protection accept: how well programs are boxed, and how little of it will do for a
// folder.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

std::string bullet_list(const json& lines, std::string_view mark) {
  std::string text;
  for (const json& line : lines) text += fmt::format("  {} {}\n", mark, terminal_text(line.get<std::string>()));
  return text;
}

std::string render(const json& protection, const std::string& folder, const Style& style) {
  std::string level = text_field(protection, "level");
  bool full = level == "full";
  std::string text = fmt::format("{}{}\n", full ? style.green(level) : style.red(level),
                                 full ? ": programs reach their workspace and nothing else" : "");
  if (std::string reason = text_field(protection, "reason"); !reason.empty()) text += terminal_text(reason) + "\n";
  text += bullet_list(array_field(protection, "gaps"), "open:");
  if (std::string remedy = text_field(protection, "remedy"); !remedy.empty())
    text += "To do: " + terminal_text(remedy) + "\n";
  std::string version = text_field(protection, "bubblewrap_version");
  text +=
      fmt::format("Found out with a real box in {} ms ({}, Landlock {})\n", integer_field(protection, "took_ms"),
                  version.empty() ? "no bubblewrap" : "bubblewrap " + version, integer_field(protection, "landlock"));
  text +=
      text_field(protection, "accepted") == "reduced"
          ? fmt::format("In {}, programs may run with less than that, as you accepted\n", escape_for_display(folder))
          : fmt::format("In {}, programs run boxed in full or not at all\n", escape_for_display(folder));
  return text;
}

int show(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  std::string folder = std::filesystem::current_path().string();
  json protection = server->get(with_query("protection", {{"workspace", folder}}), stop);
  context.console.out(context.globals.format == Format::json_lines
                          ? json_line(protection)
                          : render(protection, folder, context.globals.output));
  return exit_done;
}

int accept(Context& context) {
  std::string level = context.arguments.text("LEVEL");
  if (level != "full" && level != "reduced") {
    throw Error(Code::invalid_argument,
                fmt::format("accepting a protection: \"{}\" is none; say full or reduced", escape_for_display(level)));
  }
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  std::string folder = std::filesystem::current_path().string();
  json answer = server->put("protection", {{"workspace", folder}, {"accepted", level}}, stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(answer));
  return exit_done;
}

}  // namespace

Command protection_command() {
  return {
      "protection", "Show how well programs are boxed on this machine, and what you accepted here",
      {},           {"hearth protection"},
      show,
  };
}

Command protection_accept_command() {
  return {
      "protection accept",
      "Say how little protection will do for programs in this folder",
      {{"LEVEL", "",
        "full, or reduced: where bubblewrap cannot start, behind Landlock and the system call filter alone",
        Offer::nothing, Option::Need::required}},
      {"hearth protection accept reduced", "hearth protection accept full"},
      accept,
  };
}

}  // namespace hearth::cli
