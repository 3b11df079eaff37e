#include "base/error.h"
#include "cli/commands/all.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  ServeOptions options;
  options.data_directory = context.globals.data_directory;
  options.config_file = context.globals.config_file;
  if (context.arguments.has("--background")) options.mode = ServeOptions::Mode::background;
  if (context.arguments.has("--no-tcp")) options.tcp = ServeOptions::Tcp::off;
  if (context.arguments.has("--control-fd")) {
    options.control_fd = static_cast<int>(context.arguments.count("--control-fd", -1));
  }
  if (context.arguments.has("--ready-fd")) {
    options.ready_fd = static_cast<int>(context.arguments.count("--ready-fd", -1));
  }
  return context.serve(options);
}

}  // namespace

Command serve_command() {
  return {
      "serve",
      "Run Hearth until it is told to stop",
      {{"--background", "", "End when nothing has been asked for a while"},
       {"--no-tcp", "", "Listen on the unix socket alone: no browser can connect"},
       {"--control-fd", "FD", "Say on this socket where Hearth is; end when it closes"},
       {"--ready-fd", "FD", "Write to this descriptor once requests are answered"}},
      {"hearth serve", "hearth serve --data /tmp/trial --no-tcp"},
      run,
      Command::Interrupts::own,
  };
}

}  // namespace hearth::cli
