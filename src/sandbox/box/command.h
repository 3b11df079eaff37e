// What the roles that start a command do alike. One thread.
#pragma once

#include "sandbox/box/landlock.h"
#include "sandbox/box/spec.h"

namespace hearth::sandbox {

// From descriptor::spec, which stays as it is for the next role. Fails the program when nothing is to be run.
BoxSpec read_spec();
// Blocks until Hearth says go on the channel; exits when Hearth has gone, so that nothing runs without its limits.
void wait_for_go();
// Gives itself the command's descriptors, folder, walls and limits, and becomes the command. The channel closes then.
[[noreturn]] void become_command(BoxSpec& spec, const LandlockRules& rules);

}  // namespace hearth::sandbox
