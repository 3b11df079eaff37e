// What the box program's role "probe" printed, and the same about this process. Pure but for own_namespaces().
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::sandbox {

using NamespaceIds = std::map<std::string, long>;  // by the names in /proc/PID/ns

NamespaceIds own_namespaces();

struct ProbeFindings {
  std::map<std::string, long> numbers;
  std::map<std::string, std::string> words;
  std::map<std::string, std::vector<std::string>> lists;
};

// Throws Error(internal) when it is not what a probe prints.
ProbeFindings parse_findings(std::string_view text);

}  // namespace hearth::sandbox
