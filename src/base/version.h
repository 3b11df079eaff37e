// The version of the whole program, as CMakeLists.txt states it.
#pragma once

#include <string_view>

namespace hearth {

std::string_view version();

}  // namespace hearth
