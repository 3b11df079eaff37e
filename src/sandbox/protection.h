// How well boxes protect on this machine, found out by making one and looking around inside. Plain values; made by
// Sandbox::examine.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "domain/json.h"
#include "sandbox/probe_findings.h"

namespace hearth::sandbox {

struct Protection {
  enum class Level {
    full,         // every wall stands
    reduced,      // commands can run, with the gaps named; behind Landlock alone only where the user accepts it
    unavailable,  // no command runs
  } level = Level::unavailable;
  std::vector<std::string> gaps = {};
  std::string reason = {};  // why it is not full
  std::string remedy = {};  // what to do about it
  std::string bwrap = {};   // its path
  std::string bwrap_version = {};
  int landlock = 0;  // the kernel's version of it
  std::chrono::milliseconds took{0};
};
std::string_view to_string(Protection::Level level);
// As the API gives it and as it is kept with each run.
json to_json(const Protection& protection);

// What is left open behind Landlock and the system call filter alone.
std::vector<std::string> gaps_without_bubblewrap(int landlock);

// The walls that did not stand; none is how it should be.
std::vector<std::string> broken_walls(const ProbeFindings& findings, const NamespaceIds& ours);

}  // namespace hearth::sandbox
