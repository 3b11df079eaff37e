#include "egress/redaction/rules.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/error.h"

namespace hearth::egress {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Texts settings() {
  Texts texts{{"redaction.patterns", "Ada Lovelace\n"}};
  for (const DataClassInfo& each : data_classes()) texts[std::string(each.setting)] = "allow";
  return texts;
}

Rules rules_of(const Texts& texts) {
  return Rules::from_settings([&](std::string_view name) { return texts.find(name)->second; });
}

TEST(RulesTest, MaskSecretsAndAllowTheRestUnlessToldOtherwise) {
  Rules rules;
  EXPECT_EQ(rules.action(DataClass::secret), Action::mask);
  EXPECT_EQ(rules.action(DataClass::pattern), Action::mask);
  EXPECT_EQ(rules.action(DataClass::email), Action::allow);
  EXPECT_TRUE(rules.patterns().empty());
}

TEST(RulesTest, AreReadFromSettings) {
  Texts texts = settings();
  texts["redaction.emails"] = "ask";
  texts["redaction.secrets"] = "block";
  Rules rules = rules_of(texts);
  EXPECT_EQ(rules.action(DataClass::email), Action::ask);
  EXPECT_EQ(rules.action(DataClass::secret), Action::block);
  EXPECT_EQ(rules.action(DataClass::phone), Action::allow);
  ASSERT_EQ(rules.patterns().size(), 1U);
  EXPECT_EQ(rules.patterns()[0].source(), "Ada Lovelace");
}

TEST(RulesTest, RefuseAnUnknownAction) {
  Texts texts = settings();
  texts["redaction.phones"] = "hide";
  try {
    rules_of(texts);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    EXPECT_NE(std::string(error.what()).find("redaction.phones"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("hide"), std::string::npos) << error.what();
  }
}

TEST(RulesTest, ADecisionChangesACopy) {
  Rules rules;
  Rules decided = rules.with(DataClass::secret, Action::allow);
  EXPECT_EQ(decided.action(DataClass::secret), Action::allow);
  EXPECT_EQ(rules.action(DataClass::secret), Action::mask);
}

TEST(RulesTest, ActionsHaveNames) {
  for (Action action : {Action::allow, Action::mask, Action::ask, Action::block}) {
    EXPECT_EQ(action_from(to_string(action)), action);
  }
}

}  // namespace
}  // namespace hearth::egress
