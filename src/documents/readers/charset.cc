#include "documents/readers/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"

namespace hearth::documents {

namespace {

constexpr std::size_t sample_bytes = 64 * 1024;
constexpr std::size_t most_converted = 128 << 20;

struct Mark {
  std::string_view bytes;
  const char* charset;
};
// The longer ones first: UTF-32's begins with UTF-16's.
constexpr std::array<Mark, 5> marks = {{
    {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
    {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
    {"\xEF\xBB\xBF", "UTF-8"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
}};

const Mark* mark_of(std::string_view bytes) {
  auto found = std::ranges::find_if(marks, [&](const Mark& mark) { return bytes.starts_with(mark.bytes); });
  return found == marks.end() ? nullptr : &*found;
}

// Empty when ICU does not know the charset.
std::string converted(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return {};
  bytes = bytes.substr(0, most_converted);
  icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return {};
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string detected_charset(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return {};
  std::string_view sample = bytes.substr(0, sample_bytes);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return {};
  const char* name = ucsdet_getName(match, &status);
  return U_FAILURE(status) || name == nullptr ? std::string() : std::string(name);
}

// A sample may end within a character.
bool is_utf8_so_far(std::string_view sample, bool whole) {
  if (whole) return is_valid_utf8(sample);
  for (std::size_t cut = 0; cut < 4 && cut < sample.size(); ++cut) {
    if (is_valid_utf8(sample.substr(0, sample.size() - cut))) return true;
  }
  return false;
}

// UTF-16 without a mark: every other byte of text in a European language is NUL.
const char* wide_charset(std::string_view sample) {
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  std::size_t pairs = sample.size() / 2;
  if (pairs < 2) return nullptr;
  if (odd > pairs * 7 / 10 && even <= pairs / 10) return "UTF-16LE";
  if (even > pairs * 7 / 10 && odd <= pairs / 10) return "UTF-16BE";
  return nullptr;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  if (const Mark* mark = mark_of(bytes)) {
    std::string_view rest = bytes.substr(mark->bytes.size());
    return mark->charset == std::string_view("UTF-8") ? to_valid_utf8(rest) : converted(rest, mark->charset);
  }
  std::string_view sample = bytes.substr(0, sample_bytes);
  if (const char* wide = wide_charset(sample)) return converted(bytes, wide);
  if (is_valid_utf8(bytes)) {
    // ISO-2022 and UTF-7 are ASCII to look at.
    bool shifts = declared.starts_with("ISO-2022") || declared.starts_with("iso-2022");
    if (!shifts) return std::string(bytes);
  }
  if (!declared.empty()) {
    if (std::string text = converted(bytes, std::string(declared)); !text.empty()) return text;
  }
  // One bad byte in a long UTF-8 text does not make it another encoding.
  if (is_utf8_so_far(sample, sample.size() == bytes.size())) return to_valid_utf8(bytes);
  std::string text = converted(bytes, detected_charset(bytes));
  return text.empty() ? to_valid_utf8(bytes) : text;
}

bool looks_like_text(std::string_view bytes) {
  if (mark_of(bytes) != nullptr) return true;
  std::string_view sample = bytes.substr(0, sample_bytes);
  if (sample.empty() || wide_charset(sample) != nullptr) return true;
  std::size_t odd = 0;
  for (char c : sample) {
    auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return false;
    bool usual = byte >= ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || byte == 0x1b;
    if (!usual) ++odd;
  }
  return odd <= 1 + sample.size() / 100;
}

}  // namespace hearth::documents
