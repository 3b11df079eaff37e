#include "sandbox/workspace_report.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "base/fd.h"
#include "sandbox/grants.h"
#include "workspace/protected_names.h"

namespace hearth::sandbox {

namespace {

std::string_view parent_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash + 1);
}

std::string_view name_in(std::string_view path) {
  return path.substr(parent_of(path).size());
}

// By what the link says, and by where the kernel would go: a link may lead out through another link.
bool leads_outside(int folder, const std::string& root, const std::string& path) {
  std::array<char, 4096> target{};
  ssize_t size = ::readlinkat(folder, path.c_str(), target.data(), target.size());
  if (size < 0) return false;
  std::filesystem::path said(std::string(target.data(), static_cast<std::size_t>(size)));
  std::string meant = (std::filesystem::path(root) / std::string(parent_of(path)) / said).lexically_normal();
  if (!is_within(meant, root)) return true;
  if (said.is_absolute()) return false;
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  Fd found(static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
  return !found && errno == EXDEV;
}

// A folder that looks like a repository is one for git, with whatever its config says.
bool completes_a_repository(const Snapshot& after, const std::string& path) {
  std::string_view name = name_in(path);
  if (name != "HEAD" && name != "objects" && name != "refs" && name != "config") return false;
  std::string folder(parent_of(path));
  return after.find(folder + "HEAD") != nullptr && after.find(folder + "objects") != nullptr &&
         after.find(folder + "refs") != nullptr;
}

}  // namespace

std::string_view to_string(Suspect::Reason reason) {
  switch (reason) {
    case Suspect::Reason::runs_by_itself:
      return "runs_by_itself";
    case Suspect::Reason::leads_outside:
      return "leads_outside";
    case Suspect::Reason::runs_as_owner:
      return "runs_as_owner";
  }
  return "";
}

WorkspaceReport report_changes(int folder, const std::string& root, const Snapshot& before, const Snapshot& after) {
  WorkspaceReport report;
  report.changed = difference(before, after);
  bool whole = before.extent == Snapshot::Extent::complete && after.extent == Snapshot::Extent::complete;
  if (!whole) report.extent = WorkspaceReport::Extent::partial;
  for (const ChangedFile& change : report.changed) {
    if (!change.after) continue;
    mode_t mode = change.after->mode;
    if (workspace::protected_part(change.path) || completes_a_repository(after, change.path)) {
      report.suspects.push_back({Suspect::Reason::runs_by_itself, change.path});
    }
    if (S_ISLNK(mode) && leads_outside(folder, root, change.path)) {
      report.suspects.push_back({Suspect::Reason::leads_outside, change.path});
    }
    bool had_it = change.before && (change.before->mode & (S_ISUID | S_ISGID)) == (mode & (S_ISUID | S_ISGID));
    if ((mode & (S_ISUID | S_ISGID)) != 0 && !S_ISDIR(mode) && !had_it) {
      report.suspects.push_back({Suspect::Reason::runs_as_owner, change.path});
    }
  }
  return report;
}

}  // namespace hearth::sandbox
