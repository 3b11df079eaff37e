#include "shell/commands/commands.h"
#include "shell/external_link.h"

namespace hearth::shell {

namespace {

constexpr Argument arguments[] = {{"url", json::value_t::string, 4096}};

void run(const Request& request) {
  std::string url = request.arguments["url"].get<std::string>();
  if (!destination_of(url)) return request.reply->refuse("Only http, https and mailto links are opened.");
  offer_to_open(request.around.window, url, [reply = request.reply](bool opened) {
    reply->answer({{"opened", opened}});
  });
}

}  // namespace

const Command open_external{"openExternal", Gesture::needed, arguments, run};

}  // namespace hearth::shell
