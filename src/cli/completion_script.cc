#include "cli/completion_script.h"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "settings/settings.h"

namespace hearth::cli {

namespace {

std::string setting_names() {
  std::string names;
  for (const settings::Declaration& declaration : settings::declarations()) {
    if (!names.empty()) names += ' ';
    names += declaration.name;
  }
  return names;
}

// The first words of all commands, each once, in order.
std::string first_words() {
  std::set<std::string_view> words;
  for (const Command& command : commands()) words.insert(command.name.substr(0, command.name.find(' ')));
  return fmt::format("{}", fmt::join(words, " "));
}

// group → its second words
std::vector<std::pair<std::string_view, std::string>> groups() {
  std::vector<std::pair<std::string_view, std::string>> found;
  for (const Command& command : commands()) {
    std::size_t space = command.name.find(' ');
    if (space == std::string_view::npos) continue;
    std::string_view group = command.name.substr(0, space);
    std::string_view word = command.name.substr(space + 1);
    if (found.empty() || found.back().first != group) {
      found.emplace_back(group, word);
    } else {
      found.back().second += fmt::format(" {}", word);
    }
  }
  return found;
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> options = command.options;
  options.insert(options.end(), global_options().begin(), global_options().end());
  options.push_back({"--help", "", "Print help"});
  return options;
}

std::string bash_offer(Offer offer) {
  switch (offer) {
    case Offer::nothing:
      return "COMPREPLY=()";
    case Offer::file:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")";
    case Offer::directory:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")";
    case Offer::setting:
      return fmt::format("mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$current\")", setting_names());
    case Offer::shell:
      return "mapfile -t COMPREPLY < <(compgen -W \"bash zsh\" -- \"$current\")";
  }
  return {};
}

// What the word before the cursor asks for, if it is an option with a value.
std::string bash_values() {
  std::set<std::string> lines;
  for (const Command& command : commands()) {
    for (const Option& option : options_of(command)) {
      if (option.is_positional() || !option.takes_value()) continue;
      lines.insert(fmt::format("    {}) {}; return ;;\n", option.name, bash_offer(option.offer)));
    }
  }
  return fmt::format("{}", fmt::join(lines, ""));
}

std::string bash_command(const Command& command) {
  std::string options;
  for (const Option& option : options_of(command)) {
    if (!option.is_positional()) options += (options.empty() ? "" : " ") + std::string(option.name);
  }
  std::string offered = "COMPREPLY=()";
  for (const Option& option : command.options) {
    if (option.is_positional() && option.offer != Offer::nothing) offered = bash_offer(option.offer);
  }
  return fmt::format("    \"{}\") options=\"{}\"; [[ $current == -* ]] || {{ {}; return; }} ;;\n", command.name,
                     options, offered);
}

std::string zsh_quoted(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == '[' || c == ']' || c == ':') {
      out += fmt::format("\\{}", c);
    } else {
      out += c;
    }
  }
  return out;
}

std::string zsh_action(Offer offer) {
  switch (offer) {
    case Offer::nothing:
      return " ";
    case Offer::file:
      return "_files";
    case Offer::directory:
      return "_files -/";
    case Offer::setting:
      return fmt::format("({})", setting_names());
    case Offer::shell:
      return "(bash zsh)";
  }
  return {};
}

std::string zsh_command(const Command& command) {
  std::string specs;
  for (const Option& option : options_of(command)) {
    std::string documentation = zsh_quoted(option.documentation);
    if (option.is_positional()) {
      std::string_view many = option.need == Option::Need::words || option.need == Option::Need::several ? "*" : "";
      specs += fmt::format(" \\\n        '{}:{}:{}'", many, documentation, zsh_action(option.offer));
    } else if (option.takes_value()) {
      specs += fmt::format(" \\\n        '{}[{}]:{}:{}'", option.name, documentation, option.value,
                           zsh_action(option.offer));
    } else {
      specs += fmt::format(" \\\n        '{}[{}]'", option.name, documentation);
    }
  }
  return fmt::format("    '{}')\n      _arguments{}\n      ;;\n", command.name, specs);
}

std::string zsh_descriptions(std::string_view group) {
  std::string lines;
  std::set<std::string_view> groups_listed;
  for (const Command& command : commands()) {
    std::size_t space = command.name.find(' ');
    std::string_view head = space == std::string_view::npos ? std::string_view{} : command.name.substr(0, space);
    if (group.empty() && !head.empty()) {
      bool is_command = find_command(head) != nullptr;  // which is listed by itself
      if (!is_command && groups_listed.insert(head).second)
        lines += fmt::format("        '{}:Commands about {}'\n", head, head);
    } else if (head == group) {
      std::string_view word = head.empty() ? command.name : command.name.substr(space + 1);
      lines += fmt::format("        '{}:{}'\n", word, zsh_quoted(command.summary));
    }
  }
  return lines;
}

}  // namespace

std::string bash_completion() {
  std::string text =
      "# bash completion for hearth, made by `hearth completion bash`\n"
      "_hearth() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  local words=() word skip=0 options=\"\"\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    if ((skip)); then skip=0; continue; fi\n"
      "    case $word in\n"
      "      --config | --data) skip=1 ;;\n"
      "      -*) ;;\n"
      "      *) words+=(\"$word\") ;;\n"
      "    esac\n"
      "  done\n"
      "  case $previous in\n";
  text += bash_values();
  text += "  esac\n  local name=${words[0]:-}\n  case $name in\n";
  text +=
      fmt::format("    \"\") mapfile -t COMPREPLY < <(compgen -W \"{} --help --version\" -- \"$current\"); return ;;\n",
                  first_words());
  for (const auto& [group, members] : groups()) {
    text += fmt::format(
        "    {}) ((${{#words[@]}} > 1)) || {{ mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$current\"); return; }}\n"
        "      name+=\" ${{words[1]}}\" ;;\n",
        group, members);
  }
  text += "  esac\n  case $name in\n";
  for (const Command& command : commands()) text += bash_command(command);
  text +=
      "  esac\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
      "}\n"
      "complete -F _hearth hearth\n";
  return text;
}

std::string zsh_completion() {
  std::string text =
      "#compdef hearth\n"
      "# zsh completion for hearth, made by `hearth completion zsh`\n"
      "_hearth() {\n"
      "  local name=${words[2]:-}\n"
      "  local -a found\n"
      "  if ((CURRENT == 2)); then\n"
      "    found=(\n";
  text += zsh_descriptions("");
  text += "    )\n    _describe command found\n    return\n  fi\n  case $name in\n";
  for (const auto& [group, members] : groups()) {
    text += fmt::format(
        "    {})\n      if ((CURRENT == 3)); then\n        found=(\n{}        )\n        _describe command found\n"
        "        return\n      fi\n      name+=\" ${{words[3]}}\"\n      shift words\n      ((CURRENT--))\n      ;;\n",
        group, zsh_descriptions(group));
  }
  text += "  esac\n  shift words\n  ((CURRENT--))\n  case $name in\n";
  for (const Command& command : commands()) text += zsh_command(command);
  text +=
      "  esac\n"
      "}\n"
      "if [[ $funcstack[1] == _hearth ]]; then _hearth \"$@\"; else compdef _hearth hearth; fi\n";
  return text;
}

}  // namespace hearth::cli
