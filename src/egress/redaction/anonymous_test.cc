#include "egress/redaction/anonymous.h"

#include <gtest/gtest.h>

namespace hearth::egress {
namespace {

TEST(Anonymous, MasksEveryClassWhateverTheSettingsAllow) {
  Rules allowing;
  for (const DataClassInfo& info : data_classes()) allowing = allowing.with(info.data_class, Action::allow);
  json value{{"log", {"mail ada@example.org", "key ghp_16C7e42F292c6912E7710c838347Ae178B4a"}}, {"count", 7}};
  std::string text = anonymous(value, allowing, {}).dump();
  EXPECT_EQ(text.find("ada@example.org"), std::string::npos) << text;
  EXPECT_EQ(text.find("ghp_16C7"), std::string::npos) << text;
  EXPECT_NE(text.find("\"count\":7"), std::string::npos) << text;
}

TEST(Anonymous, MasksWhatIsKnownTheLongestFirst) {
  json value = json::array({"opening /srv/ada/novel/one.txt", {{"path", "/srv/ada"}}});
  json masked =
      anonymous(value, Rules(), {{"/srv/ada", "<home>"}, {"/srv/ada/novel", "<workspace 1>"}, {"", "<none>"}});
  EXPECT_EQ(masked, json::array({"opening <workspace 1>/one.txt", {{"path", "<home>"}}}));
}

TEST(Anonymous, MasksTheUsersOwnPatterns) {
  json masked = anonymous(json("the Nightingale project"), Rules().with_patterns("Nightingale"), {});
  EXPECT_EQ(masked.get<std::string>().find("Nightingale"), std::string::npos);
}

}  // namespace
}  // namespace hearth::egress
