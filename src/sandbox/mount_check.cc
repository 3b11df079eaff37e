#include "sandbox/mount_check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include "base/error.h"
#include "sandbox/grants.h"
#include "workspace/path.h"

namespace hearth::sandbox {

namespace {

constexpr std::size_t longest_table = 16 << 20;

[[noreturn]] void refuse(std::string_view at, std::string_view what) {
  throw Error(Code::denied,
              fmt::format("checking the box before anything runs in it: {} at {}: nothing was started; try "
                          "again, and look for a program that changes the folder meanwhile",
                          what, workspace::shown(at)));
}

// Space, tab, newline and backslash are written as \ooo.
std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      plain += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

// Made by bwrap with /proc and /dev: device nodes, the terminal, parts of /proc made read-only.
bool comes_with_bwrap(const std::string& at) {
  return is_within(at, "/proc") || is_within(at, "/dev");
}

bool comes_with_a_grant(const MountLine& line, const std::vector<PlannedMount>& planned,
                        const std::vector<MountLine>& host_mounts) {
  bool below = std::any_of(planned.begin(), planned.end(),
                           [&](const PlannedMount& mount) { return mount.identity && is_within(line.at, mount.at); });
  return below && std::any_of(host_mounts.begin(), host_mounts.end(),
                              [&](const MountLine& mount) { return mount.at == line.at; });
}

std::vector<MountLine> mounts_of(const std::string& process) {
  std::string path = fmt::format("/proc/{}/mountinfo", process);
  Fd table(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!table) throw_errno("reading the mounts of the box");
  return parse_mountinfo(read_all(table.get(), longest_table, path));
}

void check_identity(int root, const PlannedMount& mount) {
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  Fd found(static_cast<int>(::syscall(SYS_openat2, root, mount.at.c_str(), &how, sizeof how)));
  if (!found || identity_of(found.get()) != *mount.identity) refuse(mount.at, "another file than was granted is");
}

}  // namespace

std::vector<MountLine> parse_mountinfo(std::string_view text) {
  std::vector<MountLine> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string id;
    std::string parent;
    std::string device;
    std::string root;
    std::string at;
    std::string flags;
    words >> id >> parent >> device >> root >> at >> flags;
    bool read_only = flags == "ro" || flags.starts_with("ro,");
    lines.push_back({unescape(at), read_only ? Access::read : Access::write});
  }
  return lines;
}

void check_mounts(const std::vector<PlannedMount>& planned, const std::vector<MountLine>& seen,
                  const std::vector<MountLine>& host_mounts) {
  std::map<std::string, Access> left;
  for (const PlannedMount& mount : planned) left[mount.at] = mount.access;
  std::map<std::string, Access> wanted = left;
  for (const MountLine& line : seen) {
    auto found = wanted.find(line.at);
    if (found != wanted.end()) {
      if (found->second == Access::read && line.access == Access::write) refuse(line.at, "a writable mount is");
      left.erase(line.at);
    } else if (!comes_with_bwrap(line.at) && !comes_with_a_grant(line, planned, host_mounts)) {
      refuse(line.at, "a mount that nobody asked for is");
    }
  }
  if (!left.empty()) refuse(left.begin()->first, "a mount is missing");
}

void check_mounts_of(pid_t process, const std::vector<PlannedMount>& planned) {
  check_mounts(planned, mounts_of(std::to_string(process)), mounts_of("self"));
  std::string path = fmt::format("/proc/{}/root", process);
  Fd root(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) throw_errno("looking into the box before anything runs in it");
  // Two binds at one place: what is seen is the later one.
  std::map<std::string, const PlannedMount*> last;
  for (const PlannedMount& mount : planned) last[mount.at] = &mount;
  for (const auto& [at, mount] : last) {
    if (mount->identity) check_identity(root.get(), *mount);
  }
}

}  // namespace hearth::sandbox
