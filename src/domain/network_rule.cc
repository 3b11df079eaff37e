#include "domain/network_rule.h"

#include <array>
#include <cstddef>

namespace hearth {

namespace {

template <class Enum, std::size_t Count>
std::optional<Enum> find(const std::array<Enum, Count>& all, std::string_view word) {
  for (Enum each : all) {
    if (to_string(each) == word) return each;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(NetworkMode mode) {
  switch (mode) {
    case NetworkMode::offline:
      return "offline";
    case NetworkMode::local:
      return "local";
    case NetworkMode::allowlist:
      return "allowlist";
    case NetworkMode::ask:
      return "ask";
  }
  return {};
}

std::optional<NetworkMode> network_mode_from(std::string_view word) {
  using enum NetworkMode;
  return find(std::array{offline, local, allowlist, ask}, word);
}

std::string_view to_string(Purpose purpose) {
  switch (purpose) {
    case Purpose::model:
      return "model";
    case Purpose::mcp:
      return "mcp";
    case Purpose::download:
      return "download";
    case Purpose::update:
      return "update";
    case Purpose::command:
      return "command";
  }
  return {};
}

std::optional<Purpose> purpose_from(std::string_view word) {
  using enum Purpose;
  return find(std::array{model, mcp, download, update, command}, word);
}

std::string_view to_string(RuleEffect effect) {
  switch (effect) {
    case RuleEffect::allow:
      return "allow";
    case RuleEffect::deny:
      return "deny";
  }
  return {};
}

}  // namespace hearth
