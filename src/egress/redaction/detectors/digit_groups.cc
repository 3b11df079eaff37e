#include "egress/redaction/detectors/digit_groups.h"

#include "egress/redaction/detectors/characters.h"

namespace hearth::egress {

DigitGroups read_digit_groups(std::string_view text, std::size_t at, std::string_view separators, std::size_t most) {
  DigitGroups read;
  read.end = at;
  while (at < text.size() && is_digit(text[at])) {
    ++read.groups;
    while (at < text.size() && is_digit(text[at])) {
      if (read.digits.size() == most) return {{}, 0, at};
      read.digits += text[at++];
    }
    read.end = at;
    if (at < text.size() && separators.find(text[at]) != std::string_view::npos) ++at;
  }
  return read;
}

}  // namespace hearth::egress
