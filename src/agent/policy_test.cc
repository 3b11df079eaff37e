#include "agent/policy.h"

#include <gtest/gtest.h>

#include "base/error.h"

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

constexpr Labels clean{};
constexpr Labels tainted{.untrusted = true, .is_private = true};

GrantEffect effect_of(const ToolSpec& spec, const json& arguments, std::vector<Grant> grants, Labels session = clean) {
  return decide(spec, arguments, grants, session).effect;
}

ToolSpec shell() {
  ToolSpec spec;
  spec.name = "shell_run";
  spec.effect = Effect::execute;
  spec.command_argument = "command";
  spec.hosts_argument = "hosts";
  return spec;
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

TEST(Policy, AGrantForCommandsIsHeldAgainstThePlainCommand) {
  std::vector<Grant> grants{grant(GrantEffect::allow, "git status", "shell_run"),
                            grant(GrantEffect::allow, "npm run *", "shell_run")};
  EXPECT_EQ(effect_of(shell(), {{"command", "git status"}}, grants), GrantEffect::allow);
  EXPECT_EQ(effect_of(shell(), {{"command", "npm run test"}}, grants), GrantEffect::allow);
  EXPECT_EQ(effect_of(shell(), {{"command", "npm run test; rm -rf ."}}, grants), GrantEffect::ask);
  EXPECT_EQ(effect_of(shell(), {{"command", "rm -rf ."}}, grants), GrantEffect::ask);
  EXPECT_EQ(effect_of(shell(), {{"command", "git status"}}, {grant(GrantEffect::allow, "git status")}),
            GrantEffect::ask)
      << "a grant of another tool";
}

TEST(Policy, ARefusedCommandInsideALineOfSeveralAsks) {
  std::vector<Grant> grants{grant(GrantEffect::allow, "**", "shell_run"),
                            grant(GrantEffect::deny, "git push *", "shell_run")};
  EXPECT_EQ(effect_of(shell(), {{"command", "git push origin"}}, grants), GrantEffect::deny);
  EXPECT_EQ(effect_of(shell(), {{"command", "true; git push origin"}}, grants), GrantEffect::ask);
  EXPECT_EQ(effect_of(shell(), {{"command", "git pull"}}, grants), GrantEffect::allow);
}

TEST(Policy, ReachingOtherMachinesAsksWhateverTheGrantsSay) {
  std::vector<Grant> grants{grant(GrantEffect::allow, "**", "*")};
  json arguments{{"command", "curl x"}, {"hosts", json::array({"x.test:443"})}};
  EXPECT_EQ(effect_of(shell(), arguments, grants), GrantEffect::ask);
  EXPECT_TRUE(decide(shell(), arguments, {}, clean).user_only);
  arguments["hosts"] = json::array();
  EXPECT_EQ(effect_of(shell(), arguments, grants), GrantEffect::allow);
  EXPECT_EQ(effect_of(tool(Effect::send, {}), json::object(), grants), GrantEffect::ask);
}

TEST(Policy, HostsAreShownAsTheyAreLookedUp) {
  json arguments{{"command", "x"}, {"hosts", {"PyPI.org.:443", "2130706433:80", "*.x.test:1", "[::1]:2"}}};
  EXPECT_EQ(hosts_of(shell(), arguments),
            (std::vector<std::string>{"pypi.org:443", "127.0.0.1:80", "*.x.test:1", "[::1]:2"}));
  EXPECT_TRUE(hosts_of(shell(), {{"hosts", {"\u0440ypi.org:443"}}}).front().starts_with("xn--"));
  EXPECT_THROW(hosts_of(shell(), {{"hosts", {"no port"}}}), Error);
}

TEST(Policy, AGrantForACommandHoldsInTheWorkspaceItself) {
  ToolSpec make = shell();
  make.path_arguments = {"folder"};
  std::vector<Grant> grants{grant(GrantEffect::allow, "make *", "shell_run")};
  EXPECT_EQ(effect_of(make, {{"command", "make all"}, {"folder", "./"}}, grants), GrantEffect::allow);
  EXPECT_EQ(effect_of(make, {{"command", "make all"}, {"folder", "third/party"}}, grants), GrantEffect::ask);
  grants = {grant(GrantEffect::deny, "make *", "shell_run")};
  EXPECT_EQ(effect_of(make, {{"command", "make all"}, {"folder", "third/party"}}, grants), GrantEffect::deny);
}

TEST(Policy, ATaintedSessionAsksBeforeWhatCouldDestroyWhateverTheGrantsSay) {
  std::vector<Grant> grants{grant(GrantEffect::allow, "**", "*")};
  json arguments{{"path", "a"}, {"command", "ls"}};
  EXPECT_EQ(effect_of(shell(), arguments, grants, tainted), GrantEffect::ask);
  EXPECT_EQ(effect_of(tool(Effect::destructive), arguments, grants, tainted), GrantEffect::ask);
  EXPECT_TRUE(decide(shell(), arguments, {}, tainted).user_only);
  EXPECT_FALSE(decide(shell(), arguments, {}, clean).user_only);
  EXPECT_EQ(effect_of(tool(Effect::write), arguments, grants, tainted), GrantEffect::ask);
  EXPECT_EQ(effect_of(tool(Effect::read), arguments, grants, tainted), GrantEffect::allow);
  for (Labels half : {Labels{.untrusted = true, .is_private = false}, Labels{.untrusted = false, .is_private = true}}) {
    EXPECT_EQ(effect_of(shell(), arguments, grants, half), GrantEffect::allow);
  }
  grants.push_back(grant(GrantEffect::deny, "**", "*"));
  EXPECT_EQ(effect_of(shell(), arguments, grants, tainted), GrantEffect::deny);
}

}  // namespace
}  // namespace hearth::agent
