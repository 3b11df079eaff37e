#include "store/blobs.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/crypto.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class Blobs : public ::testing::Test {
 protected:
  std::string file(const std::string& hash) const { return folder.path() + "/blobs/" + hash; }
  TemporaryFolder folder;
};

TEST_F(Blobs, KeepsBytesUnderTheirHash) {
  std::string bytes("a\0b\n", 4);
  std::string hash = put_blob(folder.path(), bytes);
  EXPECT_EQ(hash, sha256_hex(bytes));
  EXPECT_EQ(put_blob(folder.path(), bytes), hash);
  EXPECT_EQ(read_blob(folder.path(), hash), bytes);
  EXPECT_EQ(read_blob(folder.path(), put_blob(folder.path(), "")), "");
}

TEST_F(Blobs, ArePrivateAndLeaveNothingElse) {
  std::string hash = put_blob(folder.path(), "x");
  struct stat info {};
  ASSERT_EQ(::stat(file(hash).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat((folder.path() + "/blobs").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700U);
  std::filesystem::directory_iterator files(folder.path() + "/blobs");
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(Blobs, AreNotFoundByAnythingButAKeptHash) {
  put_blob(folder.path(), "x");
  for (const std::string& hash : {sha256_hex("y"), std::string("../hearth.db"), std::string(), std::string(64, '/')}) {
    EXPECT_EQ(error_of([&] { read_blob(folder.path(), hash); }).code(), Code::not_found) << hash;
  }
}

TEST_F(Blobs, ThatWereChangedAreNotGivenOut) {
  std::string hash = put_blob(folder.path(), "x");
  std::ofstream(file(hash)) << "y";
  EXPECT_EQ(error_of([&] { read_blob(folder.path(), hash); }).code(), Code::internal);
}

TEST_F(Blobs, AreNotKeptWhereThereIsNoFolder) {
  EXPECT_THROW(put_blob(folder.path() + "/absent", "x"), Error);
}

}  // namespace
}  // namespace hearth::store
