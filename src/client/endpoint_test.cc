#include "client/endpoint.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/crypto.h"
#include "base/error.h"
#include "base/fd.h"

namespace hearth::client {
namespace {

namespace fs = std::filesystem;

class EndpointTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/hearth-endpoint-XXXXXX";
    ASSERT_NE(::mkdtemp(name), nullptr);
    root_ = name;
    fs::create_directories(data());
    fs::create_directories(runtime());
    ::chmod(runtime().c_str(), 0700);
    ::setenv("XDG_RUNTIME_DIR", runtime().c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("XDG_RUNTIME_DIR");
    fs::remove_all(root_);
  }
  std::string data() const { return root_ + "/data"; }
  std::string runtime() const { return root_ + "/runtime"; }
  static mode_t mode_of(const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
  }
  Code code_of_prepare() const {
    try {
      prepare_endpoint(data());
    } catch (const Error& error) {
      return error.code();
    }
    ADD_FAILURE() << "prepared";
    return Code::internal;
  }

  std::string root_;
};

TEST_F(EndpointTest, IsInTheRuntimeDirectoryNamedAfterTheData) {
  Endpoint endpoint = prepare_endpoint(data());
  EXPECT_EQ(endpoint.directory, runtime() + "/hearth/" + sha256_hex(data()).substr(0, 16));
  EXPECT_EQ(endpoint.socket, endpoint.directory + "/socket");
  EXPECT_EQ(mode_of(runtime() + "/hearth"), 0700U);
  EXPECT_EQ(mode_of(endpoint.directory), 0700U);
  EXPECT_EQ(prepare_endpoint(data()).directory, endpoint.directory);
}

TEST_F(EndpointTest, IsTheSameThroughASymlinkOrATrailingSlash) {
  fs::create_directory_symlink(data(), root_ + "/link");
  std::string directory = find_endpoints(data()).front().directory;
  EXPECT_EQ(find_endpoints(root_ + "/link").front().directory, directory);
  EXPECT_EQ(find_endpoints(data() + "/").front().directory, directory);
  EXPECT_NE(find_endpoints(root_).front().directory, directory);
}

TEST_F(EndpointTest, IsBesideTheDataWhenTheRuntimeDirectoryIsNotOursAlone) {
  EXPECT_EQ(find_endpoints(data()).back().directory, data() + "/run");
  ::chmod(runtime().c_str(), 0755);
  EXPECT_EQ(prepare_endpoint(data()).directory, data() + "/run");
  EXPECT_EQ(mode_of(data() + "/run"), 0700U);
  ::setenv("XDG_RUNTIME_DIR", (root_ + "/absent").c_str(), 1);
  EXPECT_EQ(find_endpoints(data()).front().directory, data() + "/run");
  fs::create_directory_symlink(runtime(), root_ + "/absent");
  EXPECT_EQ(find_endpoints(data()).front().directory, data() + "/run");
}

TEST_F(EndpointTest, MovesToTmpWhenThePathIsTooLongForASocket) {
  ::setenv("XDG_RUNTIME_DIR", (root_ + "/absent").c_str(), 1);
  std::string deep = data() + "/" + std::string(100, 'd');
  fs::create_directories(deep);
  Endpoint endpoint = prepare_endpoint(deep);
  EXPECT_EQ(endpoint.directory, fmt::format("/tmp/hearth-{}/{}", ::geteuid(), sha256_hex(deep).substr(0, 16)));
  EXPECT_LE(endpoint.socket.size(), 107U);
  EXPECT_EQ(mode_of(endpoint.directory), 0700U);
  fs::remove(endpoint.directory);
}

TEST_F(EndpointTest, RefusesAFolderThatIsOpenOrNoFolder) {
  std::string place = runtime() + "/hearth";
  fs::create_directory(place);
  ::chmod(place.c_str(), 0750);
  EXPECT_EQ(code_of_prepare(), Code::denied);
  fs::remove(place);
  fs::create_directory_symlink(data(), place);
  EXPECT_EQ(code_of_prepare(), Code::denied);
  fs::remove(place);
  Fd file(::open(place.c_str(), O_CREAT | O_WRONLY, 0600));
  EXPECT_EQ(code_of_prepare(), Code::denied);
}

TEST_F(EndpointTest, PublishesATokenForItsOwnerOnly) {
  Endpoint endpoint = prepare_endpoint(data());
  EXPECT_EQ(read_token(endpoint), std::nullopt);
  publish(endpoint, "first");
  publish(endpoint, "second");
  EXPECT_EQ(read_token(endpoint), "second");
  EXPECT_EQ(mode_of(endpoint.token_file), 0600U);
  ::chmod(endpoint.token_file.c_str(), 0640);
  EXPECT_THROW(read_token(endpoint), Error);
  withdraw(endpoint);
  EXPECT_EQ(read_token(endpoint), std::nullopt);
  fs::create_symlink("/etc/hostname", endpoint.token_file);
  EXPECT_THROW(read_token(endpoint), Error);
  publish(endpoint, "third");  // replaces the link, not what it points to
  EXPECT_EQ(read_token(endpoint), "third");
}

}  // namespace
}  // namespace hearth::client
