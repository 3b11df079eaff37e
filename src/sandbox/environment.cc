#include "sandbox/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "sandbox/box/spec.h"
#include "workspace/path.h"

namespace hearth::sandbox {

namespace {

std::string_view name_of(std::string_view entry) {
  return entry.substr(0, entry.find('='));
}

}  // namespace

std::vector<std::string> box_environment(const Policy& policy, const PrivateFolders& folders) {
  std::vector<std::string> environment;
  for (const std::string& entry : policy.environment) {
    std::size_t equals = entry.find('=');
    if (equals == 0 || equals == std::string::npos || entry.find('\0') != std::string::npos) {
      throw Error(Code::invalid_argument, fmt::format("setting {} in the box: it must be NAME=value without NUL bytes",
                                                      workspace::shown(name_of(entry))));
    }
    environment.push_back(entry);
  }
  auto set = [&](std::string_view name, std::string_view value) {
    bool named = std::any_of(policy.environment.begin(), policy.environment.end(),
                             [&](const std::string& entry) { return name_of(entry) == name; });
    if (!named) environment.push_back(fmt::format("{}={}", name, value));
  };
  set("HOME", folders.home);
  set("PATH", "/usr/local/bin:/usr/bin:/bin");
  set("LANG", "C.UTF-8");
  set("USER", "hearth");
  set("TMPDIR", folders.temporary);
  if (policy.network == Network::proxy) {
    std::string proxy = fmt::format("http://127.0.0.1:{}", listener_port);
    for (std::string_view name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) set(name, proxy);
    for (std::string_view name : {"no_proxy", "NO_PROXY"}) set(name, "");
  }
  return environment;
}

}  // namespace hearth::sandbox
