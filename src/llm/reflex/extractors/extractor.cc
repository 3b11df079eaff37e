#include "llm/reflex/extractors/extractor.h"

#include <array>

#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

#define MONTH_NAME                                                                                                   \
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"    \
  "Nov(?:ember)?|Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|" \
  "juin|"                                                                                                            \
  "juillet|août|septembre|octobre|novembre|décembre)"
const Pattern date(
    "(\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{4}\\b|\\b\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of "
    ")?" MONTH_NAME "\\.?,? \\d{4}\\b|\\b" MONTH_NAME "\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}\\b)");
#undef MONTH_NAME

#define NUMBER "\\d+(?:[.,'\xC2\xA0]\\d+)*"
#define CODE "(?:AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|INR|JPY|NOK|NZD|PLN|SEK|TRY|USD|ZAR)"
#define SIGN "[€$£¥₹]"
const Pattern amount("((?:\\b" CODE "|" SIGN ") ?" NUMBER "|\\b" NUMBER " ?(?:" CODE "\\b|" SIGN
                     "|(?:euros?|dollars?|pounds?|francs?|Euro|Franken)\\b))");
#undef NUMBER
#undef CODE
#undef SIGN

// RFC 5322's dot-atom form, the only one in use; RFC 3986 in the shape that ends before closing punctuation.
const Pattern email("([A-Za-z0-9._%+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*\\.)+[A-Za-z]{2,})");
const Pattern url("(\\b(?:https?|ftp)://[^\\s<>\"'`|)\\]}]*[^\\s<>\"'`|)\\]}.,;:!?])");
// Digits in groups after "+" or a 0, at least seven in all; dates and amounts have other shapes.
const Pattern phone(
    "(?:^|[^\\w.,-])((?:\\+\\d{1,3}[ -]?)?(?:\\(0?\\d{1,5}\\)[ /-]?)?\\d{2,5}(?:[ /-]\\d{2,8}){1,5})(?:[^\\w-]|$)");
const Pattern phone_hint("(?i)\\b(?:phone|tel(?:ephone|efon)?|mobile|fax|call)\\b|(?:^|\\s)(?:\\+|0)\\d");

std::vector<Find> find_each(const std::vector<std::string>& lines, const RE2& pattern) {
  std::vector<Find> finds;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    re2::StringPiece rest(lines[i]), found;
    while (RE2::FindAndConsume(&rest, pattern, &found)) finds.push_back({found.as_string(), i + 1});
  }
  return finds;
}

std::size_t digits_in(const std::string& text) {
  std::size_t count = 0;
  for (char c : text) count += c >= '0' && c <= '9' ? 1 : 0;
  return count;
}

}  // namespace

std::vector<Find> find_amounts(const std::vector<std::string>& lines) {
  return find_each(lines, amount);
}
std::vector<Find> find_dates(const std::vector<std::string>& lines) {
  return find_each(lines, date);
}
std::vector<Find> find_emails(const std::vector<std::string>& lines) {
  return find_each(lines, email);
}
std::vector<Find> find_urls(const std::vector<std::string>& lines) {
  return find_each(lines, url);
}

std::vector<Find> find_phones(const std::vector<std::string>& lines) {
  std::vector<Find> finds;
  for (const Find& find : find_each(lines, phone)) {
    bool is_date = RE2::FullMatch(find.text, "\\d{4}-\\d{2}-\\d{2}.*|\\d{1,2}/\\d{1,2}/\\d{4}.*"_re);
    bool hinted = RE2::PartialMatch(lines[find.line - 1], phone_hint) || find.text.front() == '+';
    if (!is_date && hinted && digits_in(find.text) >= 7) finds.push_back(find);
  }
  return finds;
}

std::span<const Extractor> extractors() {
  static constexpr auto table = std::to_array<Extractor>({
      {"amounts", "amount", "amounts", find_amounts},
      {"dates", "date", "dates", find_dates},
      {"emails", "e-mail address", "e-mail addresses", find_emails},
      {"phones", "phone number", "phone numbers", find_phones},
      {"urls", "URL", "URLs", find_urls},
  });
  return table;
}

}  // namespace hearth::llm::reflex
