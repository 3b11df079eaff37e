#include "cli/terminal/display_text.h"

#include <locale.h>
#include <wchar.h>

#include "base/utf8.h"

namespace hearth::cli {

namespace {

// wcwidth knows characters only under a UTF-8 locale, and Hearth's text is UTF-8 whatever the user's locale says.
class Utf8Locale {
 public:
  Utf8Locale() : previous_(::uselocale(utf8())) {}
  ~Utf8Locale() { ::uselocale(previous_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }
  locale_t previous_;
};

struct Measured {
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

Measured first_character(std::string_view text) {
  wchar_t character = 0;
  mbstate_t state{};
  std::size_t bytes = ::mbrtowc(&character, text.data(), text.size(), &state);
  if (bytes == 0 || bytes > text.size()) return {};
  int columns = ::wcwidth(character);
  return {bytes, columns < 0 ? 0 : static_cast<std::size_t>(columns)};
}

constexpr std::string_view zero_width_non_joiner = "\u200C";
constexpr std::string_view zero_width_joiner = "\u200D";

// The length of what terminal_text passes through at the front of the text.
std::size_t passed_through(std::string_view text) {
  if (text.front() == '\n' || text.front() == '\t') return 1;
  if (text.starts_with(zero_width_non_joiner) || text.starts_with(zero_width_joiner)) return zero_width_joiner.size();
  return 0;
}

}  // namespace

std::string terminal_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t begin = 0;  // of the piece not yet written
  for (std::size_t i = 0; i < text.size();) {
    std::size_t passed = text.substr(i).starts_with("\r\n") ? 2 : passed_through(text.substr(i));
    if (passed == 0) {
      ++i;
      continue;
    }
    out += escape_for_display(text.substr(begin, i - begin));
    out += text[i] == '\r' ? std::string_view("\n") : text.substr(i, passed);
    i += passed;
    begin = i;
  }
  out += escape_for_display(text.substr(begin));
  return out;
}

std::size_t display_width(std::string_view text) {
  Utf8Locale locale;
  std::size_t columns = 0;
  while (!text.empty()) {
    Measured first = first_character(text);
    columns += first.columns;
    text.remove_prefix(first.bytes);
  }
  return columns;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  Utf8Locale locale;
  std::size_t kept = 0;
  std::size_t used = 0;
  while (kept < text.size()) {
    Measured next = first_character(text.substr(kept));
    if (used + next.columns > columns - 1) break;
    used += next.columns;
    kept += next.bytes;
  }
  return std::string(text.substr(0, kept)) + "…";
}

std::string_view first_line(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace hearth::cli
