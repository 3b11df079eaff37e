#include "workspace/root.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "workspace/recording_sink.h"

namespace hearth::workspace {
namespace {

std::string refusal(const std::string& path, const std::vector<std::string>& forbidden = {}) {
  try {
    open_root(path, forbidden);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::denied) << error.what();
    return error.what();
  }
  return "";
}

class RootTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_ / "home/project");
    std::filesystem::create_directories(folder_ / "data/inner");
    home_before_ = std::getenv("HOME");
    ::setenv("HOME", (folder_ / "home").c_str(), 1);
  }
  void TearDown() override { ::setenv("HOME", home_before_.c_str(), 1); }

  TemporaryFolder folder_;
  std::string home_before_;
};

TEST_F(RootTest, ALinkPutInItsPlaceLaterIsNotFollowed) {
  std::string chosen = open_root(folder_ / "home/project", {}).path;
  EXPECT_EQ(open_root(chosen, {}, RootLinks::refuse).path, chosen);
  std::filesystem::create_directories(folder_ / "other/project");
  for (const char* part : {"home/project", "home"}) {
    std::filesystem::rename(folder_ / part, folder_ / "moved");
    std::filesystem::create_directory_symlink(part == std::string("home") ? folder_ / "other" : folder_ / "data",
                                              folder_ / part);
    try {
      open_root(chosen, {}, RootLinks::refuse);
      ADD_FAILURE() << "followed the link at " << part;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::denied);
      EXPECT_NE(std::string(error.what()).find("taken its place"), std::string::npos) << error.what();
    }
    std::filesystem::remove(folder_ / part);
    std::filesystem::rename(folder_ / "moved", folder_ / part);
  }
}

TEST_F(RootTest, TakesAFolderOfOnesOwn) {
  EXPECT_EQ(refusal(folder_ / "home/project", {folder_ / "data"}), "");
  EXPECT_EQ(open_root(folder_ / "home/../home//project/", {}).path, folder_ / "home/project");
}

TEST_F(RootTest, RefusesTheSystem) {
  for (std::string path : {"/", "/etc", "/usr", "/usr/share", "/proc", "/proc/self", "/sys", "/dev", "/run", "/var",
                           "/var/lib", "/boot", "/bin"}) {
    EXPECT_NE(refusal(path), "") << path;
  }
}

TEST_F(RootTest, RefusesTheHomeFolderAndWhatHoldsIt) {
  EXPECT_NE(refusal(folder_ / "home").find("home folder"), std::string::npos);
  EXPECT_NE(refusal(folder_.path()).find("holds the home folder"), std::string::npos);
}

TEST_F(RootTest, AWrongHomeVariableDoesNotOpenTheRealOne) {
  if (::geteuid() == 0) {
    EXPECT_NE(refusal("/root"), "");
  }
  EXPECT_EQ(refusal(folder_ / "home/project"), "");
}

TEST_F(RootTest, RefusesOwnDataFromBothSides) {
  EXPECT_NE(refusal(folder_ / "data", {folder_ / "data"}), "");
  EXPECT_NE(refusal(folder_ / "data/inner", {folder_ / "data"}).find("lies in Hearth's own data"), std::string::npos);
  EXPECT_NE(refusal(folder_ / "data", {folder_ / "data/inner"}).find("holds Hearth's own data"), std::string::npos);
}

TEST_F(RootTest, IsNotFooledBySymbolicLinks) {
  std::filesystem::create_symlink("/etc", folder_ / "home/project/link");
  std::filesystem::create_symlink(folder_ / "data", folder_ / "home/data");
  EXPECT_NE(refusal(folder_ / "home/project/link"), "");
  EXPECT_NE(refusal(folder_ / "home/data/inner", {folder_ / "data"}), "");
  EXPECT_NE(refusal(folder_ / "data/inner", {folder_ / "home/data"}), "");
}

TEST_F(RootTest, RefusesWhenTheDataCannotBeLookedAt) {
  put(folder_ / "file", "");
  EXPECT_NE(refusal(folder_ / "home/project", {folder_ / "file/data"}), "");
}

TEST_F(RootTest, MayNotHoldThePlaceOfDataThatIsNotThereYet) {
  EXPECT_NE(refusal(folder_ / "home/project", {folder_ / "home/project/later/config.toml"}), "");
  EXPECT_NE(refusal(folder_ / "home/project", {folder_ / "home/project/config.toml"}), "");
  EXPECT_EQ(refusal(folder_ / "home/project", {folder_ / "home/config.toml"}), "");
}

TEST_F(RootTest, NamesWhatIsNoFolder) {
  put(folder_ / "file", "x");
  EXPECT_THROW(open_root(folder_ / "absent", {}), Error);
  EXPECT_THROW(open_root(folder_ / "file", {}), Error);
}

TEST_F(RootTest, AHomeFolderInVarKeepsItsProjects) {
  if (::geteuid() != 0) return;  // only root may make a folder in /var
  std::string home = "/var/lib/hearth-test-home-" + std::to_string(::getpid());
  std::filesystem::create_directories(home + "/project");
  ::setenv("HOME", home.c_str(), 1);
  EXPECT_EQ(refusal(home + "/project"), "");
  EXPECT_NE(refusal(home), "");
  EXPECT_NE(refusal("/var/lib"), "");
  std::filesystem::remove_all(home);
}

}  // namespace
}  // namespace hearth::workspace
