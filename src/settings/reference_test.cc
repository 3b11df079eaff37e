#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <string>

#include "settings/settings.h"

namespace hearth::settings {
namespace {

TEST(SettingsReference, IsThePageInDocs) {
  const char* path = "docs/settings.md";
  if (::getenv("ACCEPT") != nullptr) std::ofstream(path) << reference_markdown();
  std::ifstream file(path);
  std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(page, reference_markdown()) << "run this test with ACCEPT=1 and review the difference";
}

}  // namespace
}  // namespace hearth::settings
