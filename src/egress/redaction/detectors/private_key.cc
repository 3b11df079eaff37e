#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"

namespace hearth::egress {

namespace {

constexpr std::string_view dashes = "-----";
constexpr std::size_t longest_title = 64;
constexpr std::size_t longest_key = 65536;

// Lines of base64 and of headers, also where line ends are escaped.
constexpr Alphabet body("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/= \r\n\t\\:,.-_()@<>\"'|#*;");

// The end of a key whose opening line ends at `at`: after its closing line, or, where that is missing, as far as it may
// reach.
std::size_t key_end(std::string_view text, std::size_t at) {
  std::size_t limit = body.run_end(text, at, longest_key);
  std::size_t closing = text.substr(0, limit).find("-----END ", at);
  if (closing == std::string_view::npos) return limit;
  std::size_t end = text.find(dashes, closing + dashes.size());
  return end != std::string_view::npos && end - closing <= longest_title + dashes.size() ? end + dashes.size() : limit;
}

}  // namespace

void find_private_keys(std::string_view text, std::vector<Finding>& found) {
  constexpr std::string_view opening = "-----BEGIN ";
  for (std::size_t at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at)) {
    std::size_t begin = at;
    at += opening.size();
    std::string_view title = text.substr(at, longest_title);
    std::size_t length = title.find(dashes);
    if (length == std::string_view::npos) continue;
    title = title.substr(0, length);
    if (title.find("PRIVATE KEY") == std::string_view::npos) continue;
    at = key_end(text, at + length + dashes.size());
    found.push_back({begin, at, DataClass::secret, "private key"});
  }
}

}  // namespace hearth::egress
