// check(condition): a programmer's mistake ends the process, in every build, naming the place. Never for input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace hearth {

// The compilers' own words for std::source_location, which clang 14 (fuzzing, clang-tidy) does not have.
inline void check(bool condition, const char* file = __builtin_FILE(), int line = __builtin_LINE(),
                  const char* function = __builtin_FUNCTION()) {
  if (condition) return;
  std::fprintf(stderr, "hearth: broken invariant at %s:%d in %s\n", file, line, function);
  std::abort();
}

}  // namespace hearth
