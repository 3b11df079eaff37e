#include "sandbox/command_spec.h"

#include <sys/resource.h>

#include <cstddef>

#include "sandbox/environment.h"
#include "workspace/protected_names.h"
#include "workspace/walk.h"

namespace hearth::sandbox {

namespace {

std::vector<ResourceLimit> resource_limits(const Limits& limits) {
  return {{RLIMIT_CPU, limits.cpu_seconds},   {RLIMIT_AS, limits.memory_bytes}, {RLIMIT_FSIZE, limits.file_bytes},
          {RLIMIT_NOFILE, limits.open_files}, {RLIMIT_NPROC, limits.processes}, {RLIMIT_CORE, 0}};
}

void allow_workspace_entries(BoxSpec& spec, const Grant& workspace) {
  constexpr std::size_t most_entries = 10'000;
  for (const workspace::NamedEntry& entry :
       workspace::read_names(workspace.folder.get(), workspace.path, most_entries).entries) {
    bool ordinary = entry.kind == workspace::FileKind::file || entry.kind == workspace::FileKind::directory;
    if (ordinary && !workspace::protected_part(entry.name)) spec.writable.push_back(workspace.path + "/" + entry.name);
  }
}

}  // namespace

BoxSpec full_spec(const Policy& policy, const std::vector<std::string>& argv, const SystemView& system,
                  const std::vector<Grant>& grants) {
  BoxSpec spec;
  spec.argv = argv;
  spec.environment = box_environment(policy, {home_inside, "/tmp"});
  spec.working_directory = policy.working_directory;
  for (const Bind& bind : system.binds) spec.readable.push_back(bind.at);
  spec.readable.emplace_back("/etc");
  spec.readable.emplace_back(program_inside);
  spec.writable = {"/proc", "/dev", "/tmp", home_inside};
  for (const Grant& grant : grants) {
    (grant.access == Access::write ? spec.writable : spec.readable).push_back(grant.inside);
  }
  spec.limits = resource_limits(policy.limits);
  if (policy.network == Network::proxy) spec.listener = BoxSpec::Listener::wanted;
  return spec;
}

BoxSpec reduced_spec(const Policy& policy, const std::vector<std::string>& argv, const SystemView& system,
                     const std::vector<Grant>& grants, const std::string& temporary) {
  BoxSpec spec;
  spec.argv = argv;
  spec.environment = box_environment(policy, {temporary, temporary});
  spec.working_directory = policy.working_directory == "/tmp" ? temporary : policy.working_directory;
  for (const Bind& bind : system.binds) spec.readable.push_back(bind.at);
  for (const SystemText& text : system.texts) spec.readable.push_back(text.at);
  spec.writable = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", temporary};
  for (const Grant& grant : grants) {
    bool whole = grant.access == Access::write && !(policy.workspace && &grant == &grants.front());
    (whole ? spec.writable : spec.readable).push_back(grant.path);
  }
  if (policy.workspace && policy.workspace->access == Access::write) allow_workspace_entries(spec, grants.front());
  spec.limits = resource_limits(policy.limits);
  return spec;
}

}  // namespace hearth::sandbox
