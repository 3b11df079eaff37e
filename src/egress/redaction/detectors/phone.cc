#include <algorithm>
#include <string>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/digit_groups.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_number = 15;  // ITU-T E.164
constexpr std::size_t context_before = 24;

// Words in small letters; those in scripts without spaces or with endings may stand anywhere.
bool is_named_a_phone(std::string_view text, std::size_t at) {
  std::size_t from = at - std::min(at, context_before);
  std::string before = " ";
  for (char c : text.substr(from, at - from)) before += lower(c);
  for (std::string_view word : {"phone",  "telephone",    "telefon", "tel.",       "tel:",  "tel ",      "t\xC3\xA9l",
                                "mobil",  "cell:",        "cell ",   "cell phone", "fax",   "handy",     "whatsapp",
                                "sms",    "m\xC3\xB3vil", "movil",   "call ",      "ring ", "rufnummer", "celular",
                                "numer ", "portable",     "電話",    "电话",       "тел",   "Тел"}) {
    for (std::size_t found = before.find(word); found != std::string::npos; found = before.find(word, found + 1)) {
      if (is_beyond_ascii(word[0]) || begins_word(before, found)) return true;
    }
  }
  return false;
}

// 2026-03-01
bool is_date(std::string_view text, std::size_t at) {
  return digits.run_end(text, at, 5) == at + 4 && digits.run_end(text, at + 5, 3) == at + 7 && text[at + 4] == '-' &&
         text.substr(at + 7).starts_with("-");
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view joiners = "._/-:=+%$#@&";
  bool before = begin > 0 && (!begins_word(text, begin) || joiners.substr(0, 4).find(text[begin - 1]) < 3 ||
                              (text[begin - 1] == '-'));
  bool after = !ends_word(text, end) ||
               (end + 1 < text.size() && joiners.find(text[end]) != std::string_view::npos && is_alnum(text[end + 1]));
  return !before && !after;
}

// +49 30 1234567, +1 (415) 555-0132, 0049…: a country, and 8 to 15 digits in all.
std::size_t international_end(std::string_view text, std::size_t at) {
  std::size_t digit = at;
  if (text[at] == '+') {
    ++digit;
  } else if (text.substr(at).starts_with("00") && is_named_a_phone(text, at)) {
    digit += 2;
  } else {
    return 0;
  }
  if (digit >= text.size() || !is_digit(text[digit]) || text[digit] == '0') return 0;
  std::size_t count = 0, end = digit, gaps = 0;
  for (std::size_t i = digit; i < text.size() && gaps < 3; ++i) {
    if (is_digit(text[i])) {
      ++count;
      end = i + 1;
      gaps = 0;
    } else if (std::string_view(" -./()").find(text[i]) != std::string_view::npos) {
      ++gaps;
    } else {
      break;
    }
    if (count > longest_number) return 0;
  }
  return count >= 8 ? end : 0;
}

// (415) 555-0132, 415-555-0132, 415.555.0132: as in North America, where neither code nor exchange begins with 0 or 1.
std::size_t american_end(std::string_view text, std::size_t at) {
  bool has_bracket = text[at] == '(';
  std::size_t code = at + (has_bracket ? 1 : 0);
  auto group = [&](std::size_t from, std::size_t length) {
    return digits.run_end(text, from, length + 1) == from + length;
  };
  if (code + 3 >= text.size() || !group(code, 3) || text[code] < '2') return 0;
  std::size_t next = code + 3;
  if (has_bracket && text[next++] != ')') return 0;
  std::size_t after_code = next;
  while (next < text.size() && next - after_code < 2 && (text[next] == ' ' || text[next] == '-' || text[next] == '.'))
    ++next;
  if (next == after_code && !has_bracket) return 0;
  if (next + 3 >= text.size() || !group(next, 3) || text[next] < '2') return 0;
  char separator = text[next + 3];
  if (separator != '-' && separator != '.' && separator != ' ') return 0;
  return group(next + 4, 4) ? next + 8 : 0;
}

// 030 1234567, 06 12 34 56 78, 090-1234-5678: only where something says that it is a number to call.
std::size_t national_end(std::string_view text, std::size_t at) {
  constexpr std::size_t shortest = 6;
  if (is_date(text, at)) return 0;
  std::size_t digit = at + (text[at] == '(' ? 1 : 0);
  std::size_t count = 0, end = 0, gaps = 0;
  for (std::size_t i = digit; i < text.size() && gaps < 3 && count <= longest_number; ++i) {
    if (is_digit(text[i])) {
      ++count;
      end = i + 1;
      gaps = 0;
    } else if (std::string_view(" -./()").find(text[i]) != std::string_view::npos) {
      ++gaps;
    } else {
      break;
    }
  }
  return count >= shortest && count <= longest_number && is_named_a_phone(text, at) ? end : 0;
}

}  // namespace

void find_phones(std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (!is_digit(c) && c != '+' && c != '(') continue;
    std::size_t end = 0;
    for (auto* read : {international_end, american_end, national_end}) {
      end = read(text, at);
      if (end > 0 && stands_alone(text, at, end)) break;
      end = 0;
    }
    if (end > 0) {
      found.push_back({at, end, DataClass::phone, "telephone number"});
      at = end - 1;
    } else if (is_digit(c)) {
      at = digits.run_end(text, at, text.size()) - 1;
    }
  }
}

}  // namespace hearth::egress
