#include "domain/grant.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth {

std::string_view to_string(GrantEffect effect) {
  switch (effect) {
    case GrantEffect::allow:
      return "allow";
    case GrantEffect::ask:
      return "ask";
    case GrantEffect::deny:
      return "deny";
  }
  return "deny";
}

GrantEffect grant_effect_from(std::string_view word) {
  for (GrantEffect effect : {GrantEffect::allow, GrantEffect::ask, GrantEffect::deny}) {
    if (to_string(effect) == word) return effect;
  }
  throw Error(Code::internal, fmt::format("reading a stored grant: effect \"{}\" is unknown", word));
}

}  // namespace hearth
