#include "base/json_writer.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>

#include "base/utf8.h"

namespace hearth {

namespace {

// 0: copied as it is; 'u': written as \u00NN; 'x': not ASCII, must be checked; else: the letter after the backslash.
constexpr std::array<char, 256> make_escapes() {
  std::array<char, 256> table{};
  for (int c = 0; c < 0x20; ++c) table[static_cast<std::size_t>(c)] = 'u';
  for (int c = 0x80; c < 0x100; ++c) table[static_cast<std::size_t>(c)] = 'x';
  table['"'] = '"';
  table['\\'] = '\\';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  table['\b'] = 'b';
  table['\f'] = 'f';
  return table;
}
constexpr std::array<char, 256> escapes = make_escapes();

constexpr std::uint64_t in_each_byte(unsigned char c) {
  return std::uint64_t{0x0101010101010101} * c;
}

// The highest bit of some byte is set if, and only if, a byte of the word is 0.
constexpr std::uint64_t zero_byte(std::uint64_t word) {
  return (word - in_each_byte(1)) & ~word & in_each_byte(0x80);
}

// Eight ASCII characters none of which must be escaped: nearly all there is to write.
bool begins_with_eight_plain(std::string_view text) {
  std::uint64_t word;
  if (text.size() < sizeof word) return false;
  std::memcpy(&word, text.data(), sizeof word);
  std::uint64_t control = (word - in_each_byte(0x20)) & ~word;
  std::uint64_t special = zero_byte(word ^ in_each_byte('"')) | zero_byte(word ^ in_each_byte('\\'));
  return ((word | control | special) & in_each_byte(0x80)) == 0;
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (begins_with_eight_plain(text.substr(i))) i += sizeof(std::uint64_t);
    if (i == text.size()) break;
    unsigned char c = static_cast<unsigned char>(text[i]);
    char escape = escapes[c];
    if (escape == 0 || escape == 'x') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    if (escape == 'u') {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    } else {
      out += '\\';
      out += escape;
    }
  }
  out.append(text, plain, text.size() - plain);
}

}  // namespace

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  out_ += '"';
  if (is_valid_utf8(text)) {
    append_escaped(out_, text);
  } else {
    append_escaped(out_, to_valid_utf8(text));
  }
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  separate();
  char digits[std::numeric_limits<std::int64_t>::digits10 + 2];  // one more digit than all values have, and a sign
  out_.append(digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr);
  return *this;
}

JsonWriter& JsonWriter::real(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace hearth
