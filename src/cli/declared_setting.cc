#include "cli/declared_setting.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/utf8.h"
#include "settings/near_names.h"

namespace hearth::cli {

const settings::Declaration& declared_setting(std::string_view name) {
  const settings::Declaration* declaration = settings::find(name);
  if (declaration == nullptr) {
    throw Error(Code::invalid_argument, fmt::format("\"{}\" is not a setting{}: see `hearth settings list`",
                                                    escape_for_display(name), settings::did_you_mean(name)));
  }
  return *declaration;
}

}  // namespace hearth::cli
