// Golden files under tests/golden/cli/. ACCEPT=1 in the environment writes what is there now. Tests run in the
// checkout.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace hearth::cli {

inline void expect_golden(const std::string& path, const std::string& actual) {
  if (const char* accept = std::getenv("ACCEPT"); accept != nullptr && std::string(accept) == "1") {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::string expected{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(actual, expected) << path << " differs; if the new text is right, run this test with ACCEPT=1";
}

}  // namespace hearth::cli
