#include <algorithm>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_local = 64, longest_domain = 253;

bool is_local(char c) {
  constexpr std::string_view symbols = ".!#$%&'*+/=?^_`{|}~-";
  return is_alnum(c) || is_beyond_ascii(c) || symbols.find(c) != std::string_view::npos;
}

bool is_domain(char c) {
  return is_alnum(c) || is_beyond_ascii(c) || c == '-' || c == '.';
}

// image@2x.png
bool is_file_ending(std::string_view last) {
  constexpr std::string_view endings[] = {"css", "gif", "html", "ico", "jpeg", "jpg",  "js",   "json", "pdf",
                                          "png", "svg", "tgz",  "ts",  "txt",  "webp", "yaml", "yml"};
  return std::ranges::any_of(endings, [&](std::string_view each) { return equal_in_any_case(last, each); });
}

bool is_domain_name(std::string_view domain) {
  std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || domain.find("..") != std::string_view::npos) return false;
  std::string_view last = domain.substr(dot + 1);
  return last.size() >= 2 && std::ranges::none_of(last, is_digit) && !is_file_ending(last) && domain[0] != '-';
}

std::size_t local_begin(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < longest_local && is_local(text[begin - 1])) --begin;
  // Quotes, brackets and the like around an address, though the standard allows them inside.
  constexpr std::string_view front = ".'`{|/=*&?#$!%^~";
  std::size_t last = text.substr(begin, at - begin).find_last_of("'`{|/=&?*#");
  if (last != std::string_view::npos) begin += last + 1;
  while (begin < at && front.find(text[begin]) != std::string_view::npos) ++begin;
  if (begin > 0 && begin < at && !begins_word(text, begin)) return at;
  return begin;
}

// scheme://user:password@host
bool is_in_authority(std::string_view text, std::size_t begin) {
  std::size_t from = begin - std::min(begin, longest_domain);
  std::string_view before = text.substr(from, begin - from);
  std::size_t scheme = before.rfind("://");
  if (scheme == std::string_view::npos) return false;
  return before.find_first_of(" \t\n/\"'<>,", scheme + 3) == std::string_view::npos;
}

}  // namespace

void find_emails(std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = local_begin(text, at);
    if (begin == at || is_in_authority(text, begin)) continue;
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= longest_domain && is_domain(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    if (!is_domain_name(text.substr(at + 1, end - at - 1))) continue;
    // git@host.example:path is a place of a repository.
    bool is_repository = text.substr(begin, at - begin) == "git" && end < text.size() && text[end] == ':';
    if (!is_repository) found.push_back({begin, end, DataClass::email, "e-mail address"});
  }
}

}  // namespace hearth::egress
