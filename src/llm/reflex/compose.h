// The answer of a whole task from the fragments of its parts. What could be done comes first; what could not is named
// at the end, and opens the answer if nothing could be done. Pure.
#pragma once

#include <string>
#include <vector>

#include "llm/reflex/step.h"

namespace hearth::llm::reflex {

inline constexpr std::string_view decline_opening = "I can't do this with the built-in tier:";

std::string compose(const std::vector<Fragment>& fragments);

}  // namespace hearth::llm::reflex
