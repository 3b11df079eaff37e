#include "shell/instance_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <glib.h>
#include <sys/file.h>

#include <cerrno>
#include <string>

#include "base/error.h"

namespace hearth::shell {

Fd take_instance_lock() {
  std::string folder = fmt::format("{}/hearth", g_get_user_state_dir());
  g_mkdir_with_parents(folder.c_str(), 0700);
  std::string path = folder + "/window.lock";
  Fd lock(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!lock) throw_errno(fmt::format("opening the window: {}", path));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) throw_errno(fmt::format("opening the window: locking {}", path));
  return {};
}

}  // namespace hearth::shell
