#include "sandbox/launch_descriptors.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "sandbox/box/stage.h"

namespace hearth::sandbox {

Fd file_of(std::string_view content, const char* name) {
  Fd file(::memfd_create(name, MFD_CLOEXEC));
  if (!file) throw_errno("preparing a box");
  write_all(file.get(), content, "a file for the box");
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("preparing a box");
  return {Fd(ends[0]), Fd(ends[1])};
}

Fd open_null() {
  Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) throw_errno("opening /dev/null");
  return null;
}

void hand_over(int fd) {
  struct stat info {};
  if (::geteuid() != 0 || ::fstat(fd, &info) != 0 || !S_ISFIFO(info.st_mode)) return;
  if (::fchown(fd, unprivileged_id, unprivileged_id) != 0) throw_errno("preparing a box");
}

}  // namespace hearth::sandbox
