// How the box program says that it cannot go on: one message on the channel if there is one, else a line on stderr.
// The program has one thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::sandbox {

// "doing: <text of errno>". Does not return.
[[noreturn]] void fail(std::string_view doing);
[[noreturn]] void fail_with(std::string_view text);

// From now on failures go to this descriptor as message::failed.
void report_failures_to(int channel);

}  // namespace hearth::sandbox
