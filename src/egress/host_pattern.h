// The host of a rule: one host exactly, or "*.example.org", which is every name below example.org at any depth, and
// neither example.org itself nor any address. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "egress/host.h"

namespace hearth::egress {

class HostPattern {
 public:
  // Throws Error(invalid_argument), as parse_host does, also for a star anywhere else.
  explicit HostPattern(std::string_view text);

  bool matches(const Host& host) const;
  // True for an address, and for no pattern with a star.
  bool is_address() const { return kind_ == Kind::exact && host_.address.has_value(); }
  // The canonical text: equal patterns have equal texts.
  std::string text() const;

 private:
  enum class Kind { exact, below };
  Kind kind_ = Kind::exact;
  Host host_;
};

}  // namespace hearth::egress
