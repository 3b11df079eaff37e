// The shapes of tokens that their issuers have made recognisable: a prefix, and what may follow it. Sorted by prefix,
// so that the longer of two prefixes comes later. A constant; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "egress/redaction/detectors/characters.h"

namespace hearth::egress {

struct TokenShape {
  // A prefix that occurs in ordinary text says little: what follows it must look drawn at random.
  enum class Prefix { distinct, ordinary };

  std::string_view prefix;
  const Alphabet& alphabet;
  std::size_t least, most;  // characters after the prefix
  Prefix kind;
  std::string_view what;
};

std::span<const TokenShape> token_shapes();

}  // namespace hearth::egress
