#include <algorithm>
#include <string>
#include <utility>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"

namespace hearth::egress {

namespace {

// Length of a country's IBAN, from the IBAN registry (SWIFT).
constexpr std::pair<std::string_view, std::size_t> lengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22},
    {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32},
    {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19},
    {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23},
    {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

std::size_t length_of(std::string_view country) {
  const auto* at = std::ranges::lower_bound(lengths, country, {}, [](const auto& each) { return each.first; });
  return at != std::end(lengths) && at->first == country ? at->second : 0;
}

// ISO 7064, modulo 97: the first four characters go to the end, letters count from 10.
bool has_check_digits(const std::string& iban) {
  unsigned remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    char c = iban[(i + 4) % iban.size()];
    remainder = is_digit(c) ? (remainder * 10 + static_cast<unsigned>(c - '0')) % 97
                            : (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return remainder == 1;
}

}  // namespace

void find_ibans(std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = 0; at + 4 < text.size(); ++at) {
    bool begins = is_digit(text[at + 2]) && is_digit(text[at + 3]) && is_alpha(text[at]) && is_alpha(text[at + 1]) &&
                  begins_word(text, at);
    if (!begins) continue;
    bool is_small = is_lower(text[at]);
    std::string iban;
    std::size_t wanted = length_of(std::string{is_small ? static_cast<char>(text[at] - 32) : text[at],
                                               is_small ? static_cast<char>(text[at + 1] - 32) : text[at + 1]});
    std::size_t end = at;
    while (end < text.size() && iban.size() < wanted) {
      char c = text[end];
      bool is_gap = (c == ' ' || c == '-') && iban.size() % 4 == 0 && !iban.empty() && text[end - 1] != c;
      if (!is_gap && !is_alnum(c)) break;
      if (!is_gap) iban += is_lower(c) ? static_cast<char>(c - 32) : c;
      ++end;
    }
    if (wanted == 0 || iban.size() != wanted || !ends_word(text, end) || !has_check_digits(iban)) continue;
    found.push_back({at, end, DataClass::account, "IBAN"});
    at = end - 1;
  }
}

}  // namespace hearth::egress
