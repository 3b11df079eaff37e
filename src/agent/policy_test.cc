#include "agent/policy.h"

#include <gtest/gtest.h>

namespace hearth::agent {
namespace {

ToolSpec tool(Effect effect, std::vector<std::string> path_arguments = {"path"}) {
  ToolSpec spec;
  spec.name = "fs_write";
  spec.effect = effect;
  spec.path_arguments = std::move(path_arguments);
  return spec;
}

Grant grant(GrantEffect effect, std::string pattern, std::string name = "fs_write") {
  Grant grant;
  grant.effect = effect;
  grant.tool = std::move(name);
  grant.pattern = std::move(pattern);
  return grant;
}

GrantEffect effect_of(const ToolSpec& spec, const json& arguments, std::vector<Grant> grants) {
  return decide(spec, arguments, grants).effect;
}

TEST(Policy, ReadsRunAndChangesAsk) {
  json arguments{{"path", "a.txt"}};
  EXPECT_EQ(effect_of(tool(Effect::read), arguments, {}), GrantEffect::allow);
  EXPECT_EQ(effect_of(tool(Effect::write), arguments, {}), GrantEffect::ask);
  EXPECT_EQ(effect_of(tool(Effect::destructive), arguments, {}), GrantEffect::ask);
}

TEST(Policy, AGrantCoversItsPatternOnly) {
  std::vector<Grant> grants{grant(GrantEffect::allow, "docs/**")};
  EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "docs/a/b.md"}}, grants), GrantEffect::allow);
  EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "src/b.md"}}, grants), GrantEffect::ask);
}

TEST(Policy, PathsAreComparedInNormalForm) {
  std::vector<Grant> grants{grant(GrantEffect::allow, "docs/**")};
  EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "docs/../src/b.md"}}, grants), GrantEffect::ask);
  EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "./docs//a.md"}}, grants), GrantEffect::allow);
}

TEST(Policy, AnotherToolsGrantDoesNotCover) {
  EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "a"}}, {grant(GrantEffect::allow, "**", "fs_move")}),
            GrantEffect::ask);
  EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "a"}}, {grant(GrantEffect::allow, "**", "*")}),
            GrantEffect::allow);
}

TEST(Policy, DenyBeatsAskBeatsAllowInAnyOrder) {
  std::vector<Grant> rules{grant(GrantEffect::allow, "**"), grant(GrantEffect::deny, "secret/**"),
                           grant(GrantEffect::ask, "docs/**")};
  for (int turn = 0; turn < 3; ++turn) {
    std::rotate(rules.begin(), rules.begin() + 1, rules.end());
    EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "secret/x"}}, rules), GrantEffect::deny);
    EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "docs/x"}}, rules), GrantEffect::ask);
    EXPECT_EQ(effect_of(tool(Effect::write), {{"path", "other"}}, rules), GrantEffect::allow);
  }
}

TEST(Policy, ReadsCanBeDenied) {
  EXPECT_EQ(effect_of(tool(Effect::read), {{"path", "secret/x"}}, {grant(GrantEffect::deny, "secret/**")}),
            GrantEffect::deny);
}

TEST(Policy, APermissionMustCoverEveryPathARefusalOnlyOne) {
  ToolSpec move = tool(Effect::write, {"from", "to"});
  json arguments{{"from", "docs/a"}, {"to", "src/a"}};
  EXPECT_EQ(effect_of(move, arguments, {grant(GrantEffect::allow, "docs/**")}), GrantEffect::ask);
  EXPECT_EQ(effect_of(move, arguments, {grant(GrantEffect::allow, "**"), grant(GrantEffect::deny, "src/**")}),
            GrantEffect::deny);
}

}  // namespace
}  // namespace hearth::agent
