// JSON columns: text from a tree and a tree from text. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "domain/json.h"

namespace hearth::store {

// Ill-formed UTF-8 becomes U+FFFD: what a tool found in a file must never stop a run from being recorded.
std::string json_text(const json& value);
// Throws Error(internal) when the text is no JSON; `what` names the column for the message.
json stored_json(std::string_view text, std::string_view what);

}  // namespace hearth::store
