#include "agent/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "domain/command_line.h"
#include "domain/glob.h"
#include "egress/proxy.h"

namespace hearth::agent {

namespace {

// What a grant's pattern is held against.
struct Subject {
  std::string command;
  std::vector<std::string> paths;
};

// A permission must cover every path of the call; a refusal or a question needs one only.
bool covers_paths(const Grant& grant, const Subject& subject) {
  if (subject.paths.empty()) return grant.pattern == "**";
  auto matches = [&](const std::string& path) { return glob_matches(grant.pattern, path); };
  return grant.effect == GrantEffect::allow ? std::ranges::all_of(subject.paths, matches)
                                            : std::ranges::any_of(subject.paths, matches);
}

// A line means something else in another folder, so a permission for it holds in the workspace itself.
bool covers_command(const Grant& grant, const Subject& subject) {
  bool elsewhere = std::ranges::any_of(subject.paths, [](const std::string& folder) { return folder != "."; });
  if (elsewhere && grant.effect == GrantEffect::allow && grant.pattern != "**") return false;
  return command_matches(grant.pattern, subject.command);
}

// What the grant says about the call; nothing if it does not speak of it.
std::optional<GrantEffect> effect_on(const Grant& grant, const ToolSpec& tool, const Subject& subject) {
  if (grant.tool != "*" && grant.tool != tool.name) return std::nullopt;
  bool covers = tool.command_argument.empty() ? covers_paths(grant, subject) : covers_command(grant, subject);
  if (covers) return grant.effect;
  // What is refused may be a part of a line that is no plain command.
  bool may_hold =
      grant.effect != GrantEffect::allow && !tool.command_argument.empty() && !plain_command(subject.command);
  if (may_hold) return GrantEffect::ask;
  return std::nullopt;
}

// Writing counts: what a file held before is not kept whole.
bool could_destroy(Effect effect) {
  return effect == Effect::write || effect == Effect::destructive || effect == Effect::execute;
}

std::string_view need_of(Effect effect) {
  switch (effect) {
    case Effect::read:
      return "reading is allowed";
    case Effect::write:
      return "a change needs approval";
    case Effect::destructive:
      return "a removal needs approval";
    case Effect::execute:
      return "running a program needs approval";
    case Effect::send:
      return "sending data to another machine needs approval";
  }
  return "it needs approval";
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

std::string command_of(const ToolSpec& tool, const json& arguments) {
  if (tool.command_argument.empty()) return {};
  return arguments.value(tool.command_argument, std::string());
}

std::vector<std::string> hosts_of(const ToolSpec& tool, const json& arguments) {
  if (tool.hosts_argument.empty()) return {};
  std::vector<std::string> hosts;
  for (const std::string& host : arguments.value(tool.hosts_argument, std::vector<std::string>())) {
    hosts.push_back(egress::describe(egress::parse_granted_host(host)));
  }
  return hosts;
}

PolicyDecision decide(const ToolSpec& tool, const json& arguments, const std::vector<Grant>& grants,
                      const Labels& session) {
  Subject subject{command_of(tool, arguments), paths_of(tool, arguments)};
  PolicyDecision decided{tool.effect == Effect::read ? GrantEffect::allow : GrantEffect::ask,
                         std::string(need_of(tool.effect)), false};
  bool by_grant = false;
  for (const Grant& grant : grants) {
    std::optional<GrantEffect> effect = effect_on(grant, tool, subject);
    if (!effect) continue;
    // The enumerators go from the weakest to the strongest.
    if (!by_grant || *effect > decided.effect) decided = PolicyDecision{*effect, describe(grant), false};
    by_grant = true;
  }
  if (decided.effect == GrantEffect::deny) return decided;
  bool sends = tool.effect == Effect::send || !hosts_of(tool, arguments).empty();
  if (sends) return {GrantEffect::ask, "it wants to reach other machines", true};
  if (session.untrusted && session.is_private && could_destroy(tool.effect)) {
    return {GrantEffect::ask, "this session holds both your own data and text that others may have written", true};
  }
  return decided;
}

}  // namespace hearth::agent
