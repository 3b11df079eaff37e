#include <algorithm>
#include <array>
#include <bitset>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/randomness.h"
#include "egress/redaction/detectors/token_shapes.h"

namespace hearth::egress {

namespace {

std::size_t pair_at(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8U |
         static_cast<unsigned char>(text[at + 1]);
}

std::bitset<65536> first_pairs() {
  std::bitset<65536> pairs;
  for (const TokenShape& shape : token_shapes()) pairs.set(pair_at(shape.prefix, 0));
  return pairs;
}

// What ends a sentence or a list item is no part of the token, though its alphabet may have it.
std::size_t without_tail(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && !is_alnum(text[end - 1]) && text[end - 1] != '_' && text[end - 1] != '=') --end;
  return end;
}

// The end of the token of this shape whose prefix begins at `at`; 0 if there is none.
std::size_t token_end(const TokenShape& shape, std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with(shape.prefix)) return 0;
  std::size_t begin = at + shape.prefix.size();
  std::size_t end = without_tail(text, begin, shape.alphabet.run_end(text, begin, shape.most + 1));
  if (end - begin < shape.least || end - begin > shape.most || !ends_word(text, end)) return 0;
  std::string_view body = text.substr(begin, end - begin);
  bool is_token = shape.kind == TokenShape::Prefix::distinct ? !looks_like_filling(body) : looks_random(body);
  return is_token ? end : 0;
}

}  // namespace

void find_shaped_tokens(std::string_view text, std::vector<Finding>& found) {
  static const std::bitset<65536> pairs = first_pairs();
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (!pairs[pair_at(text, at)] || !begins_word(text, at)) continue;
    auto first = std::ranges::lower_bound(token_shapes(), text.substr(at, 2), {},
                                          [](const TokenShape& shape) { return shape.prefix.substr(0, 2); });
    Finding longest{at, 0, DataClass::secret, ""};
    for (auto shape = first; shape != token_shapes().end() && shape->prefix.substr(0, 2) == text.substr(at, 2);
         ++shape) {
      std::size_t end = token_end(*shape, text, at);
      if (end >= longest.end && end > 0) longest = {at, end, DataClass::secret, shape->what};
    }
    if (longest.end == 0) continue;
    found.push_back(longest);
    at = longest.end - 1;
  }
}

}  // namespace hearth::egress
