// A file's exact text, put together again from its lines, for changes that write the whole file. One thread.
#pragma once

#include <optional>
#include <string>

#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

struct WholeText {
  std::string text;
  std::optional<Fragment> problem;  // not found, not read, or not certain to be byte for byte the same
};

// Nothing while results are outstanding. `path` exists.
std::optional<WholeText> whole_text(Desk& desk, const std::string& path);

enum class Existence { absent, present };
std::optional<Existence> existence(Desk& desk, const std::string& path);

}  // namespace hearth::llm::reflex
