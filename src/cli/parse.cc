#include "cli/parse.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/commands.h"

namespace hearth::cli {

namespace {

[[noreturn]] void throw_usage(std::string_view problem, std::string_view topic) {
  throw Error(Code::invalid_argument,
              fmt::format("{}: see `hearth {}{}--help`", problem, topic, topic.empty() ? "" : " "));
}

// The words without the global options that stand before the command, which are moved behind it: where the command is
// known, one parser takes all options together.
std::vector<std::string> command_first(const std::vector<std::string>& words) {
  std::vector<std::string> leading;
  std::size_t i = 0;
  while (i < words.size() && words[i].starts_with("-")) {
    std::string_view name = std::string_view(words[i]).substr(0, words[i].find('='));
    auto option = std::find_if(global_options().begin(), global_options().end(),
                               [&](const Option& each) { return each.name == name; });
    bool value_follows = option != global_options().end() && option->takes_value() && name.size() == words[i].size();
    leading.push_back(words[i++]);
    if (value_follows && i < words.size()) leading.push_back(words[i++]);
  }
  // The leading options go between the command's name and its own arguments; the name is at most two words.
  std::size_t name_words = 0;
  if (i < words.size()) {
    bool is_group = !commands_of_group(words[i]).empty();
    name_words = is_group && i + 1 < words.size() && !words[i + 1].starts_with("-") ? 2 : 1;
  }
  std::vector<std::string> ordered(words.begin() + static_cast<std::ptrdiff_t>(i),
                                   words.begin() + static_cast<std::ptrdiff_t>(i + name_words));
  ordered.insert(ordered.end(), leading.begin(), leading.end());
  ordered.insert(ordered.end(), words.begin() + static_cast<std::ptrdiff_t>(i + name_words), words.end());
  return ordered;
}

bool asks_for(std::string_view long_name, std::string_view short_name, const std::vector<std::string>& words) {
  auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end,
                     [&](const std::string& word) { return word == long_name || word == short_name; });
}

// Collects what CLI11 finds, under the declared names.
class OptionReader {
 public:
  explicit OptionReader(const Command& command) : app_(std::string(command.summary), "hearth") {
    app_.set_help_flag();
    for (const Option& option : global_options()) add(option);
    for (const Option& option : command.options) add(option);
  }

  Arguments read(const Command& command, std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());  // as CLI11 takes them
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ParseError& error) {  // its messages are ours to word: one style for all errors
      throw_usage(explain(error), command.name);
    }
    Arguments::Values values;
    for (Slot& slot : slots_) {
      std::optional<std::string> value;
      if (slot.parsed->count() > 0)
        value =
            slot.words.empty() ? slot.value : fmt::format("{}", fmt::join(slot.words, separator_of(*slot.declared)));
      values.emplace(slot.declared->name, std::move(value));
    }
    return Arguments(std::move(values));
  }

 private:
  struct Slot {
    const Option* declared = nullptr;
    CLI::Option* parsed = nullptr;
    std::string value;
    std::vector<std::string> words;  // instead, for Need::words and several
  };

  static std::string_view separator_of(const Option& option) {
    return option.need == Option::Need::several ? std::string_view(&Arguments::between, 1) : std::string_view(" ");
  }

  void add(const Option& option) {
    Slot& slot = slots_.emplace_back();
    slot.declared = &option;
    std::string name(option.name);
    if (!option.takes_value()) {
      slot.parsed = app_.add_flag(name);
      return;
    }
    if (option.need == Option::Need::words || option.need == Option::Need::several) {
      slot.parsed = app_.add_option(name, slot.words);
    } else {
      slot.parsed = app_.add_option(name, slot.value);
    }
    if (option.need != Option::Need::optional) slot.parsed->required();
  }

  static std::string explain(const CLI::ParseError& error) {
    std::string text = escape_for_display(error.what());
    std::string name = text.substr(0, text.find_first_of(": "));
    auto kind = static_cast<CLI::ExitCodes>(error.get_exit_code());
    if (kind == CLI::ExitCodes::RequiredError) return fmt::format("{} is missing", name);
    if (kind == CLI::ExitCodes::ExtrasError) {
      std::size_t colon = text.find(": ");
      return fmt::format("\"{}\" is not expected here", colon == std::string::npos ? text : text.substr(colon + 2));
    }
    if (kind != CLI::ExitCodes::ArgumentMismatch) return text;
    return text.ends_with("missing") ? fmt::format("{} needs a value", name)
                                     : fmt::format("{} can be given once only", name);
  }

  CLI::App app_;
  std::deque<Slot> slots_;  // CLI11 keeps references to the values
};

[[noreturn]] void throw_unknown_command(const std::string& typed) {
  std::string near = nearest_command(typed);
  std::string problem = fmt::format("\"{}\" is not a command", escape_for_display(typed));
  if (!near.empty()) problem += fmt::format("; did you mean \"{}\"?", near);
  throw_usage(problem, "");
}

}  // namespace

Parsed parse(const std::vector<std::string>& given) {
  std::vector<std::string> words = command_first(given);
  bool help = asks_for("--help", "-h", words);
  if (words.empty() || words[0].starts_with("-")) {
    if (help) return HelpRequest{};
    if (asks_for("--version", "--version", words)) return VersionRequest{};
    throw_usage("a command is missing", "");
  }
  std::string name = words[0];
  const Command* command = find_command(name);
  if (!commands_of_group(name).empty()) {
    bool is_alone = words.size() < 2 || words[1].starts_with("-");
    if (is_alone && command == nullptr) {
      if (help) return HelpRequest{name};
      throw_usage(fmt::format("\"{}\" needs a command after it", name), name);
    }
    if (!is_alone) {
      name += " " + words[1];
      command = find_command(name);
    }
  }
  if (command == nullptr) throw_unknown_command(name);
  if (help) return HelpRequest{name};
  auto rest = words.begin() + 1 + std::count(name.begin(), name.end(), ' ');
  return Invocation{command, OptionReader(*command).read(*command, {rest, words.end()})};
}

}  // namespace hearth::cli
