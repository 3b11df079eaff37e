// Links of the form hearth://session/12, which any program and any web page may hand us: they only say which session to
// show. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hearth::shell {

// The session that the link names; nothing for any other text.
std::optional<std::int64_t> session_in(std::string_view link);

}  // namespace hearth::shell
