#include "sandbox/bwrap_version.h"

#include <unistd.h>

#include <string_view>

#include "base/fd.h"
#include "sandbox/launch_descriptors.h"

namespace hearth::sandbox {

std::string bwrap_version(LaunchThread& thread, const std::string& bwrap) {
  constexpr std::size_t longest = 4096;
  constexpr std::string_view before = "bubblewrap ";
  Fd written = file_of("", "version");
  process::SpawnOptions options;
  options.argv = {bwrap, "--version"};
  options.standard_output = written.get();
  thread.spawn(options).wait({});
  ::lseek(written.get(), 0, SEEK_SET);
  std::string text = read_all(written.get(), longest, "the version of bubblewrap");
  if (!text.starts_with(before)) return "";
  return text.substr(before.size(), text.find('\n') - before.size());
}

}  // namespace hearth::sandbox
