#include "sandbox/environment.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"

namespace hearth::sandbox {
namespace {

bool holds(const std::vector<std::string>& environment, const std::string& entry) {
  return std::find(environment.begin(), environment.end(), entry) != environment.end();
}

TEST(BoxEnvironment, HasWhatProgramsNeedUnlessNamed) {
  Policy policy;
  policy.environment = {"LANG=de_DE.UTF-8", "KEY=a=b"};
  std::vector<std::string> environment = box_environment(policy, {"/h", "/t"});
  EXPECT_TRUE(holds(environment, "HOME=/h"));
  EXPECT_TRUE(holds(environment, "TMPDIR=/t"));
  EXPECT_TRUE(holds(environment, "LANG=de_DE.UTF-8"));
  EXPECT_FALSE(holds(environment, "LANG=C.UTF-8"));
  EXPECT_TRUE(holds(environment, "KEY=a=b"));
  EXPECT_FALSE(holds(environment, "http_proxy=http://127.0.0.1:3128"));
}

TEST(BoxEnvironment, NamesTheProxyInBothCases) {
  Policy policy;
  policy.network = Network::proxy;
  std::vector<std::string> environment = box_environment(policy, {"/h", "/t"});
  for (std::string name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
    EXPECT_TRUE(holds(environment, name + "=http://127.0.0.1:3128")) << name;
  }
  EXPECT_TRUE(holds(environment, "NO_PROXY="));
}

TEST(BoxEnvironment, RefusesWhatIsNoVariable) {
  for (std::string entry : {std::string("NOTHING"), std::string("=x"), std::string("A=b\0c", 5)}) {
    Policy policy;
    policy.environment = {entry};
    EXPECT_THROW(box_environment(policy, {"/h", "/t"}), Error);
  }
}

}  // namespace
}  // namespace hearth::sandbox
