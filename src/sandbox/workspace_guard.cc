#include "sandbox/workspace_guard.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.h"
#include "workspace/path.h"

namespace hearth::sandbox {

namespace {

constexpr std::size_t most_entries = 500'000;

FileIdentity identity_beneath(int folder, const std::string& path) {
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  Fd found(static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
  if (!found) throw_errno(fmt::format("guarding {}", workspace::shown(path)));
  return identity_of(found.get());
}

}  // namespace

WorkspaceGuard::WorkspaceGuard(const Grant& workspace, const std::string& state_folder, const std::stop_token& stop)
    : path_(workspace.path),
      inside_(workspace.inside),
      folder_(::fcntl(workspace.folder.get(), F_DUPFD_CLOEXEC, 0)),
      stubs_(state_folder, workspace.path) {
  if (!folder_) throw_errno("guarding the workspace");
  before_ = take_snapshot(folder_.get(), most_entries, stop);
  if (before_.extent == Snapshot::Extent::too_large) {
    throw Error(
        Code::unavailable,
        fmt::format("guarding the workspace: it holds more than {} files, so not every git repository in it can "
                    "be found: choose a smaller folder",
                    most_entries));
  }
  protected_ = find_protected_paths(folder_.get(), before_);
  stubs_.make(folder_.get(), protected_);
}

std::vector<Bind> WorkspaceGuard::pins() const {
  std::vector<Bind> pins;
  for (const ProtectedPath& path : protected_) {
    pins.push_back({"", inside_ + "/" + path.path, path.access, identity_beneath(folder_.get(), path.path)});
  }
  return pins;
}

WorkspaceReport WorkspaceGuard::finish() {
  stubs_.remove();
  Snapshot after = take_snapshot(folder_.get(), most_entries, {});
  return report_changes(folder_.get(), path_, before_, after);
}

}  // namespace hearth::sandbox
