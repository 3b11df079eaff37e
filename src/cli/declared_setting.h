// Settings as a person names them on the command line. Any thread.
#pragma once

#include <string_view>

#include "settings/settings.h"

namespace hearth::cli {

// Throws Error(invalid_argument) if no setting has the name: a slip is noticed before the sidecar is started.
const settings::Declaration& declared_setting(std::string_view name);

}  // namespace hearth::cli
