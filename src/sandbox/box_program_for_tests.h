// For tests only: where the box program is. Whoever runs the tests as somebody else puts it where that user may enter.
#pragma once

#include <cstdlib>
#include <string>

namespace hearth::sandbox {

inline std::string box_program_for_tests() {
  const char* moved = ::getenv("HEARTH_BOX_PROGRAM");
  return moved != nullptr ? moved : HEARTH_BOX_PROGRAM;
}

}  // namespace hearth::sandbox
