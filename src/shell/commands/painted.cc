#include "shell/commands/commands.h"

namespace hearth::shell {

namespace {

// From our own script, not from the page; the watchdog waits for it.
void run(const Request& request) {
  request.around.painted();
  request.reply->answer(json::object());
}

}  // namespace

const Command painted{"painted", Gesture::not_needed, {}, run};

}  // namespace hearth::shell
