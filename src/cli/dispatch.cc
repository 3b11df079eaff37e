#include "cli/dispatch.h"

#include <fmt/format.h>

#include <exception>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "base/stop.h"
#include "cli/exit_code.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

int run(const Invocation& invocation, const Outside& outside) {
  Globals globals = read_globals(invocation.arguments, outside.environment, outside.console.surroundings());
  if (invocation.command->interrupts == Command::Interrupts::to_token) outside.watch_interrupts();
  std::unique_ptr<Connector> connector = outside.make_connector(globals);
  Context context{invocation.arguments, globals, outside.console, outside.interruption, *connector, outside.serve};
  return invocation.command->run(context);
}

int answer(const std::vector<std::string>& words, const Outside& outside) {
  Parsed parsed = parse(words);
  if (const auto* help = std::get_if<HelpRequest>(&parsed)) {
    outside.console.out(help_text(help->topic));
    return exit_done;
  }
  if (std::holds_alternative<VersionRequest>(parsed)) {
    outside.console.out("hearth " HEARTH_VERSION "\n");
    return exit_done;
  }
  return run(std::get<Invocation>(parsed), outside);
}

}  // namespace

int dispatch(const std::vector<std::string>& words, const Outside& outside) {
  try {
    return answer(words, outside);
  } catch (const Cancelled&) {
    return exit_cancelled;
  } catch (const Error& error) {
    outside.console.err(fmt::format("hearth: {}\n", terminal_text(error.what())));
    return exit_status(error.code());
  } catch (const std::exception& error) {
    outside.console.err(fmt::format("hearth: {}: this is a fault of Hearth\n", terminal_text(error.what())));
    return exit_failed;
  }
}

}  // namespace hearth::cli
