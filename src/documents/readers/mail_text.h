// The encodings of mail: folded headers, encoded words (RFC 2047), quoted-printable and base64. Pure; whatever is
// broken is taken as it is.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace hearth::documents {

struct MailPart {
  std::map<std::string, std::string> headers;  // names in lower case; of one that is repeated the first
  std::string_view body;
};

MailPart parse_mail_part(std::string_view text);

// The value before the first ';', in lower case: "text/plain".
std::string header_value(std::string_view header);
// Of name=value after it; empty when there is none.
std::string header_parameter(std::string_view header, std::string_view name);

std::string decode_words(std::string_view header);
std::string decode_quoted_printable(std::string_view text);
std::string decode_base64(std::string_view text);

}  // namespace hearth::documents
