// Days as people write them: "today", "last Monday", "20 November", "on the 3rd of March 2025", "2026-11-20",
// "20.11.2026". Days without a year lie in the past, seen from now. Local time zone. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace hearth::llm::reflex {

// The first day that the folded text names, as "YYYY-MM-DD".
std::optional<std::string> date_in(std::string_view folded, UnixMillis now);
bool is_month(std::string_view folded_word);

}  // namespace hearth::llm::reflex
