#include "sandbox/bwrap_check.h"

#include <unistd.h>

#include <filesystem>
#include <string_view>

#include "base/error.h"
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

bool follows_links_while_mounting(LaunchThread& thread, const std::string& bwrap, const std::string& scratch) {
  std::filesystem::path outside = scratch + "/outside";
  std::filesystem::path writable = scratch + "/writable";
  std::error_code error;
  std::filesystem::create_directory(outside, error);
  std::filesystem::create_directory(writable, error);
  // While it mounts, bwrap has the machine's root at /oldroot.
  std::filesystem::create_symlink("/oldroot" + outside.string(), writable / "link", error);
  if (error) throw Error(Code::internal, fmt::format("trying bubblewrap in {}: {}", scratch, error.message()));
  process::SpawnOptions options;
  options.argv = {bwrap,       "--unshare-all", "--die-with-parent",   "--bind", writable.string(),
                  "/writable", "--dir",         "/writable/link/made", "--",     "/nothing-to-run"};
  thread.spawn(options).wait({});
  return std::filesystem::exists(outside / "made");
}

}  // namespace hearth::sandbox
