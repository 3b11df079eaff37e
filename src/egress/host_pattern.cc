#include "egress/host_pattern.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth::egress {

namespace {

constexpr std::string_view star = "*.";

}  // namespace

HostPattern::HostPattern(std::string_view text) {
  if (text.starts_with(star)) {
    kind_ = Kind::below;
    text.remove_prefix(star.size());
  }
  host_ = parse_host(text);
  if (kind_ == Kind::below && host_.address) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the host \"*.{}\": addresses have no names below them: write each one", text));
  }
}

bool HostPattern::matches(const Host& host) const {
  if (kind_ == Kind::exact) return host.text == host_.text;
  if (host.address || host.text.size() <= host_.text.size() + 1) return false;
  return host.text.ends_with(host_.text) && host.text[host.text.size() - host_.text.size() - 1] == '.';
}

std::string HostPattern::text() const {
  return kind_ == Kind::below ? fmt::format("{}{}", star, host_.text) : host_.text;
}

}  // namespace hearth::egress
