#include "sandbox/probe_findings.h"

#include <sys/stat.h>

#include "base/error.h"
#include "domain/json.h"

namespace hearth::sandbox {

NamespaceIds own_namespaces() {
  NamespaceIds ids;
  for (const char* name : {"user", "mnt", "pid", "net", "ipc", "uts", "cgroup"}) {
    struct stat info {};
    std::string path = std::string("/proc/self/ns/") + name;
    if (::stat(path.c_str(), &info) == 0) ids[name] = static_cast<long>(info.st_ino);
  }
  return ids;
}

ProbeFindings parse_findings(std::string_view text) {
  json written = json::parse(text, nullptr, false);
  if (!written.is_object()) throw Error(Code::internal, "examining the box: the probe inside gave no answer");
  ProbeFindings findings;
  for (const auto& [name, value] : written.items()) {
    if (value.is_number_integer()) findings.numbers[name] = value.get<long>();
    if (value.is_string()) findings.words[name] = value.get<std::string>();
    if (value.is_array()) findings.lists[name] = value.get<std::vector<std::string>>();
  }
  return findings;
}

}  // namespace hearth::sandbox
