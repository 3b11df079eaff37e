#include "http_server/target.h"

#include <utility>

#include "base/utf8.h"

namespace hearth::http_server {

namespace {

enum class Plus { literal, space };

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::space) {
      decoded += ' ';
      continue;
    }
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    int high = hex_value(text[i + 1]);
    int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (!is_valid_utf8(decoded)) return std::nullopt;
  return decoded;
}

bool is_plain_segment(std::string_view segment) {
  if (segment == "." || segment == "..") return false;
  for (char c : segment) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '/' || c == '\\') return false;
  }
  return true;
}

// RFC 3986: what may stand in a path unescaped, besides letters and digits.
bool is_path_character(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  return std::string_view("-._~!$&'()*+,;=:@%/").find(c) != std::string_view::npos;
}

std::optional<Refusal> parse_path(std::string_view path, Request& request) {
  for (char c : path) {
    if (!is_path_character(c)) return Refusal{400, "The path has a character that must be percent-encoded."};
  }
  path.remove_prefix(1);
  while (!path.empty() || request.path.empty()) {
    std::size_t slash = path.find('/');
    std::optional<std::string> segment = decode(path.substr(0, slash), Plus::literal);
    if (!segment) return Refusal{400, "The path has a bad percent escape."};
    if (!is_plain_segment(*segment)) return Refusal{400, "The path has a segment that is refused."};
    if (segment->empty() && slash != std::string_view::npos) return Refusal{400, "The path has an empty segment."};
    request.path += '/';
    request.path += *segment;
    if (path.empty()) break;
    request.segments.push_back(std::move(*segment));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
    if (path.empty()) {  // "/x/": the last segment is empty
      request.path += '/';
      request.segments.emplace_back();
    }
  }
  return std::nullopt;
}

std::optional<Refusal> parse_query(std::string_view query, Request& request) {
  while (!query.empty()) {
    std::string_view item = query.substr(0, query.find('&'));
    query.remove_prefix(item.size() < query.size() ? item.size() + 1 : query.size());
    std::size_t equals = item.find('=');
    std::optional<std::string> key = decode(item.substr(0, equals), Plus::space);
    std::optional<std::string> value =
        decode(equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1), Plus::space);
    if (!key || !value) return Refusal{400, "The query has a bad percent escape."};
    if (key->empty()) return Refusal{400, "The query has an item without a name."};
    if (key->find('\0') != std::string::npos || value->find('\0') != std::string::npos) {
      return Refusal{400, "The query has a NUL character."};
    }
    auto [position, inserted] = request.query.emplace(std::move(*key), std::move(*value));
    if (!inserted) return Refusal{400, "The query names '" + position->first + "' twice."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> parse_target(std::string_view target, Request& request) {
  if (!target.starts_with('/')) return Refusal{400, "The request target must be a path."};
  for (char c : target) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7f || c == '#') return Refusal{400, "The request target has a forbidden character."};
  }
  request.target = target;
  std::size_t mark = target.find('?');
  if (std::optional<Refusal> refusal = parse_path(target.substr(0, mark), request)) return refusal;
  if (mark == std::string_view::npos) return std::nullopt;
  return parse_query(target.substr(mark + 1), request);
}

}  // namespace hearth::http_server
