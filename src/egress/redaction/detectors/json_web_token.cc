#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/randomness.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_part = 16384;
constexpr std::size_t shortest_header = 14;  // {"alg":"none"}

// One more part, after a dot; `end` unchanged if there is none.
std::size_t next_part(std::string_view text, std::size_t end) {
  if (end >= text.size() || text[end] != '.') return end;
  std::size_t after = url_safe.run_end(text, end + 1, longest_part);
  return after > end + 1 ? after : end;
}

}  // namespace

// {"  in base64 is eyJ. A signed token has three parts, of which the first two are JSON; an encrypted one has five.
void find_json_web_tokens(std::string_view text, std::vector<Finding>& found) {
  constexpr std::string_view opening = "eyJ";
  for (std::size_t at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at)) {
    std::size_t header = begins_word(text, at) ? url_safe.run_end(text, at, longest_part) : at;
    if (header - at < shortest_header) {
      at += opening.size();
      continue;
    }
    std::size_t payload = next_part(text, header);
    std::size_t end = next_part(text, payload);
    bool is_signed = end > payload && payload > header && text.substr(header + 1).starts_with(opening);
    if (end > payload) {
      std::size_t fifth = next_part(text, next_part(text, end));
      if (!is_signed) is_signed = fifth > next_part(text, end);
      end = fifth;
    }
    if (is_signed) found.push_back({at, end, DataClass::secret, "JSON web token"});
    at = end;
  }
}

}  // namespace hearth::egress
