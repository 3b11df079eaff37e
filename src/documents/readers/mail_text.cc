#include "documents/readers/mail_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "documents/readers/charset.h"
#include "documents/readers/lines.h"

namespace hearth::documents {

namespace {

constexpr std::size_t most_header_bytes = 64 * 1024;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// "=?utf-8?Q?caf=C3=A9?=" at the beginning; its length, or 0.
std::size_t take_encoded_word(std::string_view text, std::string& out) {
  if (!text.starts_with("=?")) return 0;
  std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return 0;
  std::size_t end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return 0;
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));
  std::string_view encoded = text.substr(charset_end + 3, end - charset_end - 3);
  std::string bytes;
  if (text[charset_end + 1] == 'B' || text[charset_end + 1] == 'b') {
    bytes = decode_base64(encoded);
  } else {
    std::string spaced(encoded);
    std::ranges::replace(spaced, '_', ' ');
    bytes = decode_quoted_printable(spaced);
  }
  out += to_utf8(bytes, charset);
  return end + 2;
}

// Of "utf-8''M%C3%A4rz.pdf" (RFC 2231).
std::string extended_value(std::string_view value) {
  std::size_t language = value.find('\'');
  std::size_t text = language == std::string_view::npos ? language : value.find('\'', language + 1);
  if (text == std::string_view::npos) return std::string(value);
  std::string encoded(value.substr(text + 1));
  std::ranges::replace(encoded, '%', '=');
  return to_utf8(decode_quoted_printable(encoded), value.substr(0, language));
}

}  // namespace

MailPart parse_mail_part(std::string_view text) {
  MailPart part;
  std::string name;
  std::string value;
  auto keep = [&] {
    if (!name.empty()) part.headers.try_emplace(lower(name), std::string(trimmed(value)));
    name.clear();
    value.clear();
  };
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (value.size() < most_header_bytes) value.append(" ").append(trimmed(line));
      continue;
    }
    keep();
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    name = line.substr(0, colon);
    value = line.substr(colon + 1).substr(0, most_header_bytes);
  }
  keep();
  part.body = text;
  return part;
}

std::string header_value(std::string_view header) {
  return lower(trimmed(header.substr(0, header.find(';'))));
}

std::string header_parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trimmed(header.substr(at + 1));
    std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    std::string found = lower(trimmed(rest.substr(0, equals)));
    if (found == std::string(name) + "*") {
      std::string_view value = rest.substr(equals + 1);
      return extended_value(trimmed(value.substr(0, value.find(';'))));
    }
    if (found == name) {
      std::string_view value = trimmed(rest.substr(equals + 1));
      if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
      return std::string(trimmed(value.substr(0, value.find(';'))));
    }
    at = header.find(';', at + 1);
  }
  return {};
}

std::string decode_words(std::string_view header) {
  std::string out;
  bool after_word = false;
  while (!header.empty()) {
    if (std::size_t size = take_encoded_word(header, out); size > 0) {
      header.remove_prefix(size);
      after_word = true;
      continue;
    }
    // Spaces between two encoded words only divide them.
    std::size_t next = header.find_first_not_of(" \t");
    if (after_word && next != std::string_view::npos && next > 0 && header.substr(next).starts_with("=?")) {
      header.remove_prefix(next);
      after_word = false;
      continue;
    }
    after_word = false;
    out += header.front();
    header.remove_prefix(1);
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    if (i + 1 < text.size() && text[i + 1] == '\n') {
      i += 1;
    } else if (i + 2 < text.size() && text[i + 1] == '\r' && text[i + 2] == '\n') {
      i += 2;
    } else if (i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned bits = 0;
  int count = 0;
  for (char c : text) {
    if (c == '=') break;
    int value = base64_value(c);
    if (value < 0) continue;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFFFF;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xFF);
    }
  }
  return out;
}

}  // namespace hearth::documents
