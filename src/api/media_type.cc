#include "api/media_type.h"

#include <array>
#include <utility>

#include "base/utf8.h"

namespace hearth::api {

namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> beginnings{{
    {"\x89PNG\r\n\x1a\n"sv, "image/png"},
    {"\xff\xd8\xff"sv, "image/jpeg"},
    {"GIF87a"sv, "image/gif"},
    {"GIF89a"sv, "image/gif"},
}};

bool is_webp(std::string_view bytes) {
  constexpr std::size_t kind_at = 8;  // after "RIFF" and a length
  return bytes.starts_with("RIFF") && bytes.size() > kind_at && bytes.substr(kind_at).starts_with("WEBP");
}

}  // namespace

std::string_view media_type_of(std::string_view bytes) {
  for (const auto& [beginning, type] : beginnings) {
    if (bytes.starts_with(beginning)) return type;
  }
  if (is_webp(bytes)) return "image/webp";
  bool is_text = bytes.find('\0') == std::string_view::npos && is_valid_utf8(bytes);
  return is_text ? "text/plain" : "";
}

}  // namespace hearth::api
