#include "sandbox/box/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

#include "sandbox/box/landlock_version.h"
#include "sandbox/box/report.h"

namespace hearth::sandbox {

namespace {

// From the kernel's interface, linux/landlock.h of 6.12.
constexpr int rule_path_beneath = 1;
constexpr std::uint64_t execute = 1ULL << 0;
constexpr std::uint64_t write_file = 1ULL << 1;
constexpr std::uint64_t read_file = 1ULL << 2;
constexpr std::uint64_t read_directory = 1ULL << 3;
constexpr std::uint64_t truncate_file = 1ULL << 14;
constexpr std::uint64_t device_control = 1ULL << 15;
constexpr std::uint64_t bind_and_connect = 3;
constexpr std::uint64_t abstract_sockets_and_signals = 3;
constexpr int version_with_move = 2;
constexpr int version_with_truncate = 3;
constexpr int version_with_tcp = 4;
constexpr int version_with_device_control = 5;
constexpr int version_with_scopes = 6;

struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t tcp = 0;
  std::uint64_t scopes = 0;
};

struct __attribute__((packed)) PathRule {
  std::uint64_t allowed = 0;
  std::int32_t parent = -1;
};

std::uint64_t every_access(int version) {
  std::uint64_t known = (1ULL << 13) - 1;
  if (version >= version_with_move) known |= 1ULL << 13;
  if (version >= version_with_truncate) known |= truncate_file;
  if (version >= version_with_device_control) known |= device_control;
  return known;
}

Ruleset ruleset_for(int version, LandlockRules::Tcp tcp) {
  Ruleset rules;
  rules.files = every_access(version);
  if (version >= version_with_tcp && tcp == LandlockRules::Tcp::deny) rules.tcp = bind_and_connect;
  if (version >= version_with_scopes) rules.scopes = abstract_sockets_and_signals;
  return rules;
}

void allow(int ruleset, const std::string& path, std::uint64_t allowed) {
  int fd = ::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC);
  struct stat info {};
  // Never what a link leads to: that is for whoever granted it to name.
  if (fd < 0 || ::fstat(fd, &info) != 0 || S_ISLNK(info.st_mode)) {
    ::close(fd);
    return;
  }
  // For a file the kernel takes only the rights that a file can have.
  if (!S_ISDIR(info.st_mode)) {
    allowed &= execute | write_file | read_file | truncate_file | device_control;
  }
  PathRule rule{allowed, fd};
  if (::syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &rule, 0) != 0) fail("landlock: allowing " + path);
  ::close(fd);
}

}  // namespace

void confine(const LandlockRules& rules) {
  int version = landlock_version();
  if (version == 0) return;
  Ruleset wanted = ruleset_for(version, rules.tcp);
  // An older kernel takes a longer structure as long as what it does not know is zero.
  auto ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, sizeof wanted, 0));
  if (ruleset < 0) fail("landlock: making the rules");
  for (const std::string& path : rules.readable) {
    allow(ruleset, path, wanted.files & (execute | read_file | read_directory));
  }
  for (const std::string& path : rules.writable) allow(ruleset, path, wanted.files);
  for (const std::string& path : rules.listable) allow(ruleset, path, read_directory);
  if (::syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) fail("landlock: applying the rules");
  ::close(ruleset);
}

}  // namespace hearth::sandbox
