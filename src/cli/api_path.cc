#include "cli/api_path.h"

#include <fmt/format.h>

namespace hearth::cli {

std::string encode_component(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '.' || c == '_' || c == '~';
    out += unreserved ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string with_query(std::string_view path, const std::vector<std::pair<std::string_view, std::string>>& query) {
  std::string out(path);
  char separator = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    out += fmt::format("{}{}={}", separator, name, encode_component(value));
    separator = '&';
  }
  return out;
}

}  // namespace hearth::cli
