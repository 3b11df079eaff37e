// What a call did to the text of a file, for the user to look at. It is kept with the call, for as long as the session
// is, and the model is not given it. Pure.
#pragma once

#include <optional>
#include <string>

#include "domain/json.h"

namespace hearth::tools {

// {diff, added, removed}, or {omitted: "binary" or "too_large"} with what is known of the counts. `before` is absent
// where the file was too large to be held.
json text_change(const std::optional<std::string>& before, const std::string& after);

}  // namespace hearth::tools
