#include "sandbox/launcher.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include "base/error.h"
#include "sandbox/box/stage.h"
#include "sandbox/environment.h"

namespace hearth::sandbox {

namespace {

std::vector<Grant> open_grants(const Policy& policy, const std::vector<std::string>& forbidden) {
  std::vector<Grant> grants;
  if (policy.workspace) grants.push_back(open_grant(*policy.workspace, forbidden));
  for (const Folder& folder : policy.folders) grants.push_back(open_grant(folder, forbidden));
  // A folder in another one comes after it, or it would be covered.
  std::stable_sort(grants.begin(), grants.end(),
                   [](const Grant& a, const Grant& b) { return a.inside.size() < b.inside.size(); });
  return grants;
}

// bwrap makes missing mount points, and in a writable folder somebody may have put a link in their place.
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

// Where bwrap finds the grants: at their own paths, or as root where the box program puts them for it.
class Sources {
 public:
  explicit Sources(const std::vector<Grant>& grants) : staging_(::geteuid() == 0) {
    for (const Grant& grant : grants) add(grant);
  }
  void add(const Grant& grant) {
    if (staging_) staged_.push_back(grant.folder.get());
    paths_.push_back(staging_ ? staging_folder + std::to_string(paths_.size()) : grant.path);
  }
  Bind bind(const Grant& grant, std::size_t number) const {
    return {paths_[number], grant.inside, grant.access, grant.identity};
  }
  const std::vector<int>& staged() const { return staged_; }

 private:
  bool staging_;
  std::vector<int> staged_;
  std::vector<std::string> paths_;
};

std::vector<ResourceLimit> resource_limits(const Limits& limits) {
  return {{RLIMIT_CPU, limits.cpu_seconds},   {RLIMIT_AS, limits.memory_bytes}, {RLIMIT_FSIZE, limits.file_bytes},
          {RLIMIT_NOFILE, limits.open_files}, {RLIMIT_NPROC, limits.processes}, {RLIMIT_CORE, 0}};
}

BoxSpec make_spec(const Policy& policy, const std::vector<std::string>& argv, const SystemView& system,
                  const std::vector<Grant>& grants) {
  BoxSpec spec;
  spec.argv = argv;
  spec.environment = box_environment(policy);
  spec.working_directory = policy.working_directory;
  for (const Bind& bind : system.binds) spec.readable.push_back(bind.at);
  spec.readable.emplace_back("/etc");
  spec.writable = {"/proc", "/dev", "/tmp", home_inside};
  for (const Grant& grant : grants) {
    (grant.access == Access::write ? spec.writable : spec.readable).push_back(grant.inside);
  }
  spec.limits = resource_limits(policy.limits);
  if (policy.network == Network::proxy) spec.listener = BoxSpec::Listener::wanted;
  return spec;
}

Grant open_program(const std::string& path) {
  Grant program;
  program.path = path;
  program.inside = program_inside;
  program.folder = Fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!program.folder) throw_errno(fmt::format("opening {}, which stands beside hearth", path));
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

Sandbox::Sandbox(Options options) : options_(std::move(options)), system_(look_at_system()) {}

Box Sandbox::start(const Policy& policy, const std::vector<std::string>& argv, const Stdio& stdio,
                   std::stop_token stop) {
  std::vector<Grant> grants = open_grants(policy, options_.forbidden);
  check_places(grants);
  Grant program = open_program(options_.box_program);
  Sources sources(grants);
  sources.add(program);
  LaunchOrder order{options_.bwrap,
                    options_.box_program,
                    system_,
                    sources.bind(program, grants.size()),
                    {},
                    sources.staged(),
                    policy.limits.temporary_bytes,
                    make_spec(policy, argv, system_, grants),
                    stdio};
  for (std::size_t i = 0; i < grants.size(); ++i) order.binds.push_back(sources.bind(grants[i], i));
  return launch(thread_, order, stop);
}

}  // namespace hearth::sandbox
