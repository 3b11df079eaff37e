// What the tests of this folder share: a folder that goes away, a store in it, and children that may break things.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/store.h"

namespace hearth::store {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    if (::mkdtemp(name_) == nullptr) throw_errno("making a temporary folder");
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(name_, ignored);
  }
  std::string path() const { return name_; }

 private:
  char name_[32] = "/tmp/hearth-store-XXXXXX";
};

// A store that does not wait for the disk.
class StoreTest : public ::testing::Test {
 protected:
  StoreOptions options() const { return {folder.path() + "/data", Durability::normal}; }
  TemporaryFolder folder;
  std::optional<Store> store{std::in_place, options()};
};

template <class F>
Error error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(Code::internal, "nothing was thrown");
}

inline bool contains(const Error& error, const std::string& part) {
  return std::string(error.what()).find(part) != std::string::npos;
}

// One line of what SQLite does for a statement.
struct PlanStep {
  std::string sql;
  std::string detail;
  bool sorts() const { return detail.find("TEMP B-TREE") != std::string::npos; }
  bool reads_all() const { return detail.starts_with("SCAN") && detail.find("USING") == std::string::npos; }
};
// Of every SELECT that was prepared and is kept.
std::vector<PlanStep> query_plans(db::Connection& connection);

// Runs f in a child process with mounts of its own and expects that it returns an empty text. "skip" skips the test.
void expect_in_child(const std::function<std::string()>& f);
// In such a child: a file system of `bytes` on the folder; the folder read-only. False: the machine does not let us.
bool mount_small_disk(const std::string& folder, std::size_t bytes);
bool make_read_only(const std::string& folder);

}  // namespace hearth::store
