#include "sandbox/folder_locks.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/stop.h"

namespace hearth::sandbox {
namespace {

// Whether it can be had at once: a stop that has been requested ends the wait before it begins.
bool is_free(FolderLocks& locks, const std::string& path) {
  std::stop_source stop;
  stop.request_stop();
  try {
    locks.acquire({path}, stop.get_token());
    return true;
  } catch (const Cancelled&) {
    return false;
  }
}

TEST(FolderLocks, CoverWhatLiesAboveAndBelow) {
  FolderLocks locks;
  std::optional<FolderLocks::Hold> hold(locks.acquire({"/a/b"}, {}));
  for (std::string path : {"/a/b", "/a", "/a/b/c", "/"}) EXPECT_FALSE(is_free(locks, path)) << path;
  for (std::string path : {"/a/bc", "/a/c", "/b"}) EXPECT_TRUE(is_free(locks, path)) << path;
  hold.reset();
  EXPECT_TRUE(is_free(locks, "/a/b/c"));
}

TEST(FolderLocks, NothingNeedsNoLock) {
  FolderLocks locks;
  FolderLocks::Hold all = locks.acquire({"/"}, {});
  EXPECT_NO_THROW(locks.acquire({}, {}));
}

}  // namespace
}  // namespace hearth::sandbox
