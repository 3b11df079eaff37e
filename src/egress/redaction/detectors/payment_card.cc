#include <cstdlib>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/digit_groups.h"

namespace hearth::egress {

namespace {

constexpr std::size_t shortest = 13, longest = 19;

// Issuer ranges and lengths as ISO/IEC 7812 and the networks publish them.
bool is_of_an_issuer(const std::string& digits) {
  std::size_t length = digits.size();
  int two = std::atoi(digits.substr(0, 2).c_str()), three = std::atoi(digits.substr(0, 3).c_str());
  int four = std::atoi(digits.substr(0, 4).c_str());
  if (digits[0] == '4') return length == 13 || length == 16 || length == 19;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length == 16;
  if (two == 34 || two == 37) return length == 15;
  if (four == 6011 || two == 65 || (three >= 644 && three <= 649)) return length == 16 || length == 19;
  if (four >= 3528 && four <= 3589) return length >= 16;
  if ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39) return length == 14 || length == 16;
  return two == 62 && length >= 16;
}

bool has_luhn_digit(const std::string& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

// Written as on a card: whole, or in groups of four, or of four, six and five or four.
bool is_grouped_as_card(std::string_view written, const DigitGroups& read) {
  if (read.groups == 1) return true;
  std::size_t first = digits.run_end(written, 0, written.size());
  char separator = written[first];
  bool is_even = written.find(separator == ' ' ? '-' : ' ') == std::string_view::npos;
  return is_even && first == 4 && (read.groups == 3 || read.groups == (read.digits.size() + 3) / 4);
}

bool is_part_of_more(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view joiners = ".-_/:,+%#=";
  bool before = begin > 0 && (!begins_word(text, begin) || text[begin - 1] == '.' || text[begin - 1] == '_' ||
                              text[begin - 1] == '-' || text[begin - 1] == '/' || text[begin - 1] == '%');
  bool after = !ends_word(text, end) ||
               (end + 1 < text.size() && joiners.find(text[end]) != std::string_view::npos && is_alnum(text[end + 1]));
  return before || after;
}

}  // namespace

void find_payment_cards(std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    DigitGroups read = read_digit_groups(text, at, " -", longest);
    bool is_card = read.digits.size() >= shortest && is_of_an_issuer(read.digits) && has_luhn_digit(read.digits) &&
                   is_grouped_as_card(text.substr(at, read.end - at), read) && !is_part_of_more(text, at, read.end);
    if (is_card) found.push_back({at, read.end, DataClass::account, "payment card number"});
    at = is_card ? read.end - 1 : digits.run_end(text, at, text.size()) - 1;
  }
}

}  // namespace hearth::egress
