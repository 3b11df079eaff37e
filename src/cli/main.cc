#include "cli/main.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/dispatch.h"
#include "cli/sidecar_connector.h"
#include "cli/terminal/interruption.h"
#include "cli/terminal/sigint_thread.h"
#include "cli/terminal/system_console.h"

namespace hearth::cli {

int main(int argc, char** argv, const ServeHook& serve) {
  SystemConsole console;
  Interruption interruption;
  std::optional<SigintThread> sigint_thread;
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  return dispatch(words, {console, interruption, process_environment(),
                          [](const Globals& globals) { return std::make_unique<SidecarConnector>(globals); }, serve,
                          [&] { sigint_thread.emplace(interruption); }});
}

}  // namespace hearth::cli
