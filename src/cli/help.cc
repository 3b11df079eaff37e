#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/check.h"
#include "cli/commands.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

constexpr std::size_t page_width = 80;

// A list of terms with explanations, indented and wrapped to the page.
std::string definitions(const std::vector<std::pair<std::string, std::string_view>>& rows) {
  std::size_t left = 0;
  for (const auto& [term, explanation] : rows) left = std::max(left, display_width(term));
  std::string text;
  for (const auto& [term, explanation] : rows) {
    std::string line = fmt::format("  {}{}  ", term, std::string(left - display_width(term), ' '));
    std::string_view rest = explanation;
    while (display_width(line) + display_width(rest) > page_width) {
      std::size_t room = page_width - display_width(line);
      std::size_t space = rest.rfind(' ', room);
      if (space == std::string_view::npos || space == 0) break;
      text += line + std::string(rest.substr(0, space)) + "\n";
      rest.remove_prefix(space + 1);
      line = std::string(left + 4, ' ');
    }
    text += line + std::string(rest) + "\n";
  }
  return text;
}

std::string positional_usage(const Option& option) {
  switch (option.need) {
    case Option::Need::optional:
      return fmt::format("[{}]", option.name);
    case Option::Need::required:
      return std::string(option.name);
    case Option::Need::words:
    case Option::Need::several:
      return fmt::format("{}...", option.name);
  }
  return {};
}

std::string option_term(const Option& option) {
  return option.value.empty() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value);
}

std::string example_lines(const std::vector<std::string_view>& examples) {
  std::string text;
  for (std::string_view example : examples) text += fmt::format("  {}\n", example);
  return text;
}

using Definitions = std::vector<std::pair<std::string, std::string_view>>;

std::string global_section(const Definitions& more) {
  Definitions rows;
  for (const Option& option : global_options()) rows.emplace_back(option_term(option), option.documentation);
  rows.emplace_back("-h, --help", "Print this help");
  rows.insert(rows.end(), more.begin(), more.end());
  return "\nGlobal options:\n" + definitions(rows);
}

std::vector<std::pair<std::string, std::string_view>> summaries(const std::vector<const Command*>& listed) {
  std::vector<std::pair<std::string, std::string_view>> rows;
  for (const Command* command : listed) rows.emplace_back(command->name, command->summary);
  return rows;
}

std::string command_help(const Command& command) {
  std::string usage = fmt::format("Usage: hearth {}", command.name);
  std::vector<std::pair<std::string, std::string_view>> positionals;
  std::vector<std::pair<std::string, std::string_view>> options;
  for (const Option& option : command.options) {
    if (option.is_positional()) {
      positionals.emplace_back(option.name, option.documentation);
    } else {
      options.emplace_back(option_term(option), option.documentation);
    }
  }
  if (!options.empty()) usage += " [OPTIONS]";
  for (const Option& option : command.options) {
    if (option.is_positional()) usage += " " + positional_usage(option);
  }
  std::string text = fmt::format("{}.\n\n{}\n", command.summary, usage);
  if (!positionals.empty()) text += "\nArguments:\n" + definitions(positionals);
  if (!options.empty()) text += "\nOptions:\n" + definitions(options);
  // A command may stand alone and before others.
  std::vector<const Command*> members = commands_of_group(command.name);
  if (!members.empty()) text += "\nCommands:\n" + definitions(summaries(members));
  text += global_section({});
  text += "\nExamples:\n" + example_lines(command.examples);
  return text;
}

std::string group_help(std::string_view group) {
  std::vector<const Command*> members = commands_of_group(group);
  check(!members.empty());
  return fmt::format("Usage: hearth {} COMMAND\n\nCommands:\n{}\nSee `hearth {} COMMAND --help` for one of them.\n",
                     group, definitions(summaries(members)), group);
}

std::string program_help() {
  std::vector<const Command*> all;
  for (const Command& command : commands()) all.push_back(&command);
  std::string text =
      "Hearth works on your files with an agent that lives on your machine.\n"
      "\n"
      "Usage: hearth COMMAND [OPTIONS]\n"
      "\n"
      "Commands:\n";
  text += definitions(summaries(all));
  text += global_section({{"--version", "Print the version"}});
  text +=
      "\n"
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 denied, 130 cancelled.\n"
      "\n"
      "Examples:\n"
      "  hearth run \"Summarise README.md and list its headings\"\n"
      "  hearth chat\n"
      "  hearth history file README.md\n"
      "\n"
      "See `hearth COMMAND --help` for one command.\n";
  return text;
}

}  // namespace

std::string help_text(std::string_view topic) {
  if (topic.empty()) return program_help();
  const Command* command = find_command(topic);
  return command != nullptr ? command_help(*command) : group_help(topic);
}

}  // namespace hearth::cli
