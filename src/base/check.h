// check(condition): a programmer's mistake ends the process, in every build, naming the place. Never for input.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace hearth {

inline void check(bool condition, std::source_location where = std::source_location::current()) {
  if (condition) return;
  std::fprintf(stderr, "hearth: broken invariant at %s:%u in %s\n", where.file_name(), where.line(), where.function_name());
  std::abort();
}

}  // namespace hearth
