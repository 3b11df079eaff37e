#include "agent/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "domain/glob.h"

namespace hearth::agent {

namespace {

// A permission must cover every path of the call; a refusal or a question needs one only.
bool covers(const Grant& grant, const ToolSpec& tool, const std::vector<std::string>& paths) {
  if (grant.tool != "*" && grant.tool != tool.name) return false;
  if (paths.empty()) return grant.pattern == "**";
  auto matches = [&](const std::string& path) { return glob_matches(grant.pattern, path); };
  return grant.effect == GrantEffect::allow ? std::ranges::all_of(paths, matches) : std::ranges::any_of(paths, matches);
}

std::string describe(const Grant& grant) {
  return fmt::format("{} {} {}{}", to_string(grant.effect), grant.tool, grant.pattern,
                     grant.session ? " (this session)" : "");
}

}  // namespace

std::vector<std::string> paths_of(const ToolSpec& tool, const json& arguments) {
  std::vector<std::string> paths;
  for (const std::string& name : tool.path_arguments) {
    auto value = arguments.find(name);
    if (value == arguments.end() || !value->is_string()) continue;
    paths.push_back(std::filesystem::path(value->get<std::string>()).lexically_normal().generic_string());
  }
  return paths;
}

PolicyDecision decide(const ToolSpec& tool, const json& arguments, const std::vector<Grant>& grants) {
  std::vector<std::string> paths = paths_of(tool, arguments);
  std::optional<PolicyDecision> decided;
  for (const Grant& grant : grants) {
    if (!covers(grant, tool, paths)) continue;
    // The enumerators go from the weakest to the strongest.
    if (!decided || grant.effect > decided->effect) decided = PolicyDecision{grant.effect, describe(grant)};
  }
  if (decided) return *decided;
  if (tool.effect == Effect::read) return {GrantEffect::allow, "reading is allowed"};
  return {GrantEffect::ask, fmt::format("a {} needs approval", tool.effect == Effect::write ? "change" : "removal")};
}

}  // namespace hearth::agent
