// Parses JSON that a model or its server wrote. Nesting is bounded, because writing a tree out again recurses. Pure;
// any thread.
#pragma once

#include <optional>
#include <string_view>

#include "domain/json.h"

namespace hearth::llm {

// Nothing if the text is not JSON or nests deeper than 64 levels. Ill-formed UTF-8 is replaced, not refused.
std::optional<json> parse_bounded(std::string_view text);

}  // namespace hearth::llm
