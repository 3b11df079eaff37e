#include "sandbox/protection.h"

#include <algorithm>
#include <cerrno>
#include <string>

#include "sandbox/system_view.h"

namespace hearth::sandbox {

namespace {

// What is missing in the findings counts as broken.
class Inspection {
 public:
  explicit Inspection(const ProbeFindings& findings) : findings_(findings) {}

  void demand(bool holds, const char* broken) {
    if (!holds) broken_.emplace_back(broken);
  }
  long number(const std::string& name) const {
    auto found = findings_.numbers.find(name);
    return found == findings_.numbers.end() ? -1 : found->second;
  }
  bool word_is(const std::string& name, std::string_view wanted) const {
    auto found = findings_.words.find(name);
    return found != findings_.words.end() && found->second == wanted;
  }
  bool list_is(const std::string& name, const std::vector<std::string>& wanted) const {
    auto found = findings_.lists.find(name);
    if (found == findings_.lists.end()) return false;
    std::vector<std::string> sorted = found->second;
    std::sort(sorted.begin(), sorted.end());
    return sorted == wanted;
  }
  bool is_refused(const std::string& attempt) const { return number(attempt) > 0; }
  std::vector<std::string> take() { return std::move(broken_); }

 private:
  const ProbeFindings& findings_;
  std::vector<std::string> broken_;
};

}  // namespace

json to_json(const Protection& protection) {
  return {{"level", to_string(protection.level)}, {"gaps", protection.gaps},
          {"reason", protection.reason},          {"remedy", protection.remedy},
          {"bubblewrap", protection.bwrap},       {"bubblewrap_version", protection.bwrap_version},
          {"landlock", protection.landlock},      {"took_ms", protection.took.count()}};
}

std::string_view to_string(Protection::Level level) {
  switch (level) {
    case Protection::Level::full:
      return "full";
    case Protection::Level::reduced:
      return "reduced";
    case Protection::Level::unavailable:
      return "unavailable";
  }
  return "";
}

std::vector<std::string> gaps_without_bubblewrap(int landlock) {
  std::vector<std::string> gaps = {
      "a command can see that files outside exist and how large they are, and can change the mode of your own files",
      "a command can see which other processes run",
      "in the workspace it can change only what is there already, and protected names in its folders are not guarded",
      "there is no network at all for a command, not even with a grant",
      "the limit on processes counts all of yours, and nothing limits what temporary files take",
  };
  constexpr int with_signals = 6;
  constexpr int with_truncate = 3;
  if (landlock < with_signals) gaps.emplace_back("a command can end your other processes (needs Linux 6.12)");
  if (landlock < with_truncate) gaps.emplace_back("a command can empty files of yours (needs Linux 6.2)");
  return gaps;
}

std::vector<std::string> broken_walls(const ProbeFindings& findings, const NamespaceIds& ours) {
  constexpr std::string_view no_capabilities = "0000000000000000";
  Inspection inspection(findings);
  inspection.demand(inspection.number("uid") == id_inside && inspection.number("gid") == id_inside,
                    "a command does not run as the box's own user");
  inspection.demand(
      inspection.word_is("capabilities", no_capabilities) && inspection.word_is("bounding", no_capabilities),
      "a command has capabilities");
  inspection.demand(inspection.word_is("no_new_privileges", "1"), "a command can gain privileges");
  inspection.demand(inspection.word_is("seccomp", "2") && inspection.word_is("seccomp_of_first", "2"),
                    "a process runs without the system call filter");
  inspection.demand(inspection.number("environment_of_first") == 0, "Hearth's environment can be read");
  inspection.demand(inspection.list_is("descriptors", {"0", "1", "2"}), "a command holds descriptors of Hearth's");
  inspection.demand(inspection.list_is("interfaces", {"lo"}), "a command has a network");
  for (const auto& [name, id] : ours) {
    long inside = inspection.number("ns_" + name);
    inspection.demand(inside > 0 && inside != id, "a namespace is shared with the machine");
  }
  inspection.demand(inspection.is_refused("canary"), "a file outside can be read");
  inspection.demand(inspection.is_refused("write_usr"), "the system's programs can be changed");
  inspection.demand(inspection.is_refused("unix_socket"), "sockets of the machine's services can be reached");
  inspection.demand(inspection.is_refused("mount") && inspection.is_refused("unshare"),
                    "a command can change its mounts or namespaces");
  return inspection.take();
}

}  // namespace hearth::sandbox
