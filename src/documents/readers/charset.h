// Text in any encoding becomes UTF-8, by its byte order mark, by what it says of itself or by how it looks (ICU). Pure.
#pragma once

#include <string>
#include <string_view>

namespace hearth::documents {

// `declared` is what a header or a tag names, and may be empty or wrong. Valid UTF-8 without another mark stays as it
// is.
std::string to_utf8(std::string_view bytes, std::string_view declared = {});

// Whether bytes without a known format are text of some encoding.
bool looks_like_text(std::string_view bytes);

}  // namespace hearth::documents
