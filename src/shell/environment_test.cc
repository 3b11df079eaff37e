#include "shell/environment.h"

#include <gtest/gtest.h>

namespace hearth::shell {
namespace {

TEST(ShellEnvironment, KeepsWhatADisplayNeeds) {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "HOME", "LC_ALL", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS"}) {
    EXPECT_TRUE(is_kept(name)) << name;
  }
}

TEST(ShellEnvironment, RemovesSecretsAndSwitchesThatWeakenTheWebView) {
  for (const char* name : {"OPENAI_API_KEY", "GITHUB_TOKEN", "PGPASSWORD", "WEBKIT_INSPECTOR_HTTP_SERVER",
                           "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "GTK_DEBUG", "GTK_MODULES", "LD_PRELOAD",
                           "HEARTH_DATA", "DISPLAY2", ""}) {
    EXPECT_FALSE(is_kept(name)) << name;
  }
}

}  // namespace
}  // namespace hearth::shell
