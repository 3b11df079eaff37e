// Which kinds of things a clause names: "e-mail addresses", "dates and links". Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "llm/reflex/extractors/extractor.h"

namespace hearth::llm::reflex {

// In the order of the table.
std::vector<const Extractor*> extractors_named(const std::string& clause_text);

}  // namespace hearth::llm::reflex
