#include "llm/bounded_json.h"

#include <utility>

#include "base/utf8.h"

namespace hearth::llm {

namespace {

constexpr int max_depth = 64;

bool nests_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if ((c == '{' || c == '[') && ++depth > max_depth) return true;
    if (c == '}' || c == ']') --depth;
  }
  return false;
}

}  // namespace

std::optional<json> parse_bounded(std::string_view text) {
  if (nests_too_deep(text)) return std::nullopt;
  json value =
      is_valid_utf8(text) ? json::parse(text, nullptr, false) : json::parse(to_valid_utf8(text), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

}  // namespace hearth::llm
