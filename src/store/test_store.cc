#include "store/test_store.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fd.h"

namespace hearth::store {

namespace {

// Both a private view of the mounts and, for an ordinary user, the right to mount in it.
bool leave_the_mounts() {
  int flags = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
  return ::unshare(flags) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

}  // namespace

std::vector<PlanStep> query_plans(db::Connection& connection) {
  std::vector<PlanStep> steps;
  sqlite3* handle = connection.handle();
  for (sqlite3_stmt* s = sqlite3_next_stmt(handle, nullptr); s != nullptr; s = sqlite3_next_stmt(handle, s)) {
    std::string sql = sqlite3_sql(s);
    if (!sql.starts_with("SELECT") || sql.find("sqlite_schema") != std::string::npos) continue;
    db::Statement plan = connection.prepare_once("EXPLAIN QUERY PLAN " + sql);
    while (plan.step()) steps.push_back({sql, plan.copy(3)});
  }
  return steps;
}

void expect_in_child(const std::function<std::string()>& f) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  Fd reading(ends[0]), writing(ends[1]);
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    std::string answer;
    try {
      answer = leave_the_mounts() ? f() : "this machine does not allow private mounts: run the tests as root";
    } catch (const std::exception& error) {  // the parent reports it
      answer = fmt::format("thrown: {}", error.what());
    }
    write_all(writing.get(), answer, "the pipe");
    ::_exit(0);
  }
  writing.reset();
  std::string answer = read_all(reading.get(), 100'000, "the pipe");
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the child died";
  EXPECT_EQ(answer, "");
}

bool mount_small_disk(const std::string& folder, std::size_t bytes) {
  return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, fmt::format("size={},mode=0700", bytes).c_str()) == 0;
}

bool make_read_only(const std::string& folder) {
  return ::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) == 0 &&
         ::mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0;
}

}  // namespace hearth::store
