#include "sandbox/bwrap_failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"

namespace hearth::sandbox {

namespace {

constexpr std::string_view allow_namespaces =
    "this machine does not let ordinary programs make user namespaces: where AppArmor restricts them (Ubuntu 23.10 and "
    "later), install the profiles that come with Hearth, `sudo install -m 644 packaging/apparmor/hearth-bwrap "
    "/etc/apparmor.d/ && sudo apparmor_parser -r /etc/apparmor.d/hearth-bwrap`; elsewhere see that "
    "/proc/sys/user/max_user_namespaces is not 0 and, in a container, that it may make namespaces";

constexpr std::string_view allow_idmap =
    "as root, Hearth hands the workspace to an unprivileged user, for which it needs CAP_SYS_ADMIN and a file system "
    "that can map owners: run Hearth as an ordinary user, or keep the workspace on ext4, xfs, btrfs or tmpfs";

constexpr std::string_view install_bwrap = "install the package bubblewrap, `sudo apt install bubblewrap`";

constexpr std::string_view newer_bwrap = "boxes need bubblewrap 0.8.0 or later at /usr/bin/bwrap: install a newer one";

struct KnownFailure {
  std::string_view written;
  std::string_view remedy;
};

constexpr std::array<KnownFailure, 13> known_failures = {{
    {"making a user namespace", allow_namespaces},
    {"making mounts private", allow_namespaces},
    {"No permissions to create new namespace", allow_namespaces},
    {"No permissions to creating new namespace", allow_namespaces},
    {"setting up uid map: Permission denied", allow_namespaces},
    {"setting up uid map: Operation not permitted", allow_namespaces},
    {"Failed RTM_NEWADDR", allow_namespaces},
    {"nesting depth or /proc/sys/user/max_", allow_namespaces},
    {"Creating new namespace failed", allow_namespaces},
    {"Failed to make / slave", allow_namespaces},
    {"Unknown option", newer_bwrap},
    {"mapping users", allow_idmap},
    {"private view of the files", allow_idmap},
}};

std::string shown_words(std::string_view written) {
  while (!written.empty() && written.back() == '\n') written.remove_suffix(1);
  return written.empty() ? "it gave no reason" : escape_for_display(written);
}

}  // namespace

Error bwrap_failure(std::string_view written) {
  auto known = std::find_if(known_failures.begin(), known_failures.end(), [&](const KnownFailure& failure) {
    return written.find(failure.written) != std::string_view::npos;
  });
  if (known != known_failures.end()) {
    return Error(Code::unavailable, fmt::format("starting a box: {}: {}", shown_words(written), known->remedy));
  }
  return Error(Code::internal, fmt::format("starting a box: it could not be made: {}", shown_words(written)));
}

Error bwrap_missing(std::string_view path) {
  return Error(Code::unavailable, fmt::format("starting a box: there is no {}: {}", path, install_bwrap));
}

std::string remedy_in(std::string_view message) {
  for (std::string_view remedy : {allow_namespaces, allow_idmap, install_bwrap, newer_bwrap}) {
    if (message.find(remedy) != std::string_view::npos) return std::string(remedy);
  }
  return "";
}

}  // namespace hearth::sandbox
