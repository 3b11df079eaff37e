// What bytes are, found from the bytes themselves. Pure.
#pragma once

#include <string_view>

namespace hearth::api {

// "text/plain" for UTF-8 without NUL; PNG, JPEG, GIF and WebP by their first bytes; empty for anything else.
std::string_view media_type_of(std::string_view bytes);

}  // namespace hearth::api
