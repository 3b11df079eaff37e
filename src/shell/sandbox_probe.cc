#include "shell/sandbox_probe.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "process/child.h"

namespace hearth::shell {

namespace {

// The program that Debian's WebKit starts, wherever PATH leads.
constexpr const char* bubblewrap = "/usr/bin/bwrap";
constexpr std::size_t longest_complaint = 16 * 1024;

}  // namespace

std::optional<std::string> sandbox_fault() {
  try {
    Fd said(::memfd_create("hearth-probe", MFD_CLOEXEC));
    process::Child child = process::Child::spawn({.argv = {bubblewrap, "--unshare-all", "--ro-bind", "/", "/", "true"},
                                                  .environment = process::own_environment(),
                                                  .standard_error = said.get()});
    process::ExitStatus status = child.wait({});
    if (status.code == 0 && !status.signal) return std::nullopt;
    ::lseek(said.get(), 0, SEEK_SET);
    return fmt::format("{} failed. {}", bubblewrap,
                       to_valid_utf8(read_all(said.get(), longest_complaint, "what bubblewrap said")));
  } catch (const Error& error) {
    // It is not there at all: as much a reason as any other.
    return error.what();
  }
}

}  // namespace hearth::shell
