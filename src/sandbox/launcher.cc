#include "sandbox/launcher.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include "base/error.h"
#include "sandbox/command_spec.h"
#include "sandbox/stubs.h"
#include "sandbox/system_call_filter.h"
#include "sandbox/system_view.h"
#include "sandbox/temporary_folder.h"
#include "sandbox/workspace_guard.h"
#include "workspace/path.h"

namespace hearth::sandbox {

namespace {

std::vector<Grant> open_grants(const Policy& policy, const std::vector<std::string>& forbidden) {
  std::vector<Grant> grants;
  if (policy.workspace) grants.push_back(open_grant(*policy.workspace, forbidden));
  for (const Folder& folder : policy.folders) grants.push_back(open_grant(folder, forbidden));
  return grants;
}

FolderLocks::Paths writable_paths(const std::vector<Grant>& grants) {
  FolderLocks::Paths paths;
  for (const Grant& grant : grants) {
    if (grant.access == Access::write) paths.push_back(grant.path);
  }
  return paths;
}

// Nothing is made in a folder of the user's only so that something can be mounted there.
void check_places(const std::vector<Grant>& grants) {
  for (const Grant& inner : grants) {
    for (const Grant& outer : grants) {
      if (&inner == &outer || outer.access == Access::read || !is_within(inner.inside, outer.inside)) continue;
      if (inner.inside == inner.path && outer.inside == outer.path && inner.path != outer.path) continue;
      throw Error(Code::invalid_argument,
                  fmt::format("placing {} in the box: it would stand in the writable folder {}: choose another place",
                              inner.inside, outer.inside));
    }
  }
}

Bind bind(const Grant& grant) {
  return {grant.path, grant.inside, grant.access, grant.identity};
}

// What lies in another folder is mounted after it. At one place pins, which come last, stay last.
void sort_by_depth(std::vector<Bind>& binds) {
  std::stable_sort(binds.begin(), binds.end(), [](const Bind& a, const Bind& b) { return a.at.size() < b.at.size(); });
}

Grant open_program(const std::string& path) {
  Grant program;
  program.path = path;
  program.inside = program_inside;
  program.folder = Fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!program.folder) throw_errno(fmt::format("opening {}, which stands beside hearth: install Hearth again", path));
  program.identity = identity_of(program.folder.get());
  return program;
}

}  // namespace

std::string box_program_beside_us() {
  std::array<char, 4096> path{};
  ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  if (size < 0) throw_errno("finding the folder of this program");
  std::string_view self(path.data(), static_cast<std::size_t>(size));
  return std::string(self.substr(0, self.rfind('/'))) + "/hearth-box";
}

Sandbox::Sandbox(Options options)
    : options_(std::move(options)), filter_(compile_system_call_filter(Sockets::internet)) {
  constexpr mode_t own = 0700;
  if (::mkdir(options_.state_folder.c_str(), own) != 0 && errno != EEXIST) {
    throw_errno(fmt::format("making {}", options_.state_folder));
  }
  remove_leftover_stubs(options_.state_folder);
  remove_leftover_folders(options_.state_folder);
}

Box Sandbox::start(const Policy& policy, const std::vector<std::string>& argv, const Stdio& stdio,
                   std::stop_token stop) {
  std::vector<Grant> grants = open_grants(policy, options_.forbidden);
  check_places(grants);
  BoxHoldings holdings;
  holdings.lock = std::make_unique<FolderLocks::Hold>(locks_.acquire(writable_paths(grants), stop));
  if (policy.workspace && policy.workspace->access == Access::write) {
    holdings.workspace = std::make_unique<WorkspaceGuard>(grants.front(), options_.state_folder, stop);
  }
  try {
    Box box = start_full(policy, argv, grants, holdings.workspace.get(), stdio, stop);
    box.hold(std::move(holdings));
    return box;
  } catch (const Error& error) {
    // The user accepted the second-best level where the machine allows no better one.
    if (error.code() != Code::unavailable || policy.fallback == Fallback::refuse) throw;
  }
  auto temporary = std::make_shared<TemporaryFolder>(options_.state_folder);
  Box box = start_reduced(policy, argv, grants, temporary->path(), stdio, stop);
  holdings.temporary_folder = std::move(temporary);
  box.hold(std::move(holdings));
  return box;
}

Box Sandbox::start_full(const Policy& policy, const std::vector<std::string>& argv, const std::vector<Grant>& grants,
                        const WorkspaceGuard* guard, const Stdio& stdio, const std::stop_token& stop) {
  refuse_after_broken_walls();
  // Anew each time: an update replaces such files as the loader's cache.
  SystemView system = look_at_system();
  Grant program = open_program(options_.box_program);
  LaunchOrder order{options_.bwrap,
                    options_.box_program,
                    system,
                    filter_,
                    bind(program),
                    {},
                    policy.limits.temporary_bytes,
                    full_spec(policy, argv, system, grants),
                    stdio};
  for (const Grant& grant : grants) order.binds.push_back(bind(grant));
  if (guard != nullptr) {
    std::vector<Bind> pins = guard->pins();
    order.binds.insert(order.binds.end(), pins.begin(), pins.end());
  }
  sort_by_depth(order.binds);
  return launch(thread_, order, stop);
}

Box Sandbox::start_reduced(const Policy& policy, const std::vector<std::string>& argv, const std::vector<Grant>& grants,
                           const std::string& temporary, const Stdio& stdio, const std::stop_token& stop) {
  if (::geteuid() == 0) {
    throw Error(
        Code::unavailable,
        "starting a command behind Landlock: Hearth runs as root, and no command may: run it as an ordinary user");
  }
  if (policy.network != Network::none) {
    throw Error(Code::unavailable,
                "starting a command behind Landlock: network access needs a network of its own, which only bubblewrap "
                "makes: run it without network");
  }
  for (const Grant& grant : grants) {
    if (grant.inside == grant.path) continue;
    throw Error(Code::unavailable, fmt::format("starting a command behind Landlock: {} cannot appear at {} there",
                                               workspace::shown(grant.path), workspace::shown(grant.inside)));
  }
  return launch_reduced(
      thread_, {options_.box_program, reduced_spec(policy, argv, look_at_system(), grants, temporary), stdio}, stop);
}

}  // namespace hearth::sandbox
