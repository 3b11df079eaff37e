#include "shell/commands/commands.h"

namespace hearth::shell {

namespace {

void run(const Request& request) {
  request.reply->answer({{"token", request.around.token()}});
}

}  // namespace

const Command token{"token", Gesture::not_needed, {}, run};

}  // namespace hearth::shell
