// Names that a mistyped one may have meant. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::settings {

// ": did you mean agent.max_turns or agent.max_minutes?", or nothing where no setting has a name like it.
std::string did_you_mean(std::string_view name);

}  // namespace hearth::settings
