#include <fcntl.h>
#include <grp.h>
#include <linux/mount.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "sandbox/box/report.h"
#include "sandbox/box/roles.h"
#include "sandbox/box/spec.h"
#include "sandbox/box/stage.h"

// sys/mount.h and linux/mount.h cannot be included together in Debian 12.
extern "C" int mount(const char*, const char*, const char*, unsigned long, const void*) noexcept;

namespace hearth::sandbox {

namespace {

constexpr unsigned long mount_private = 1UL << 18;
constexpr unsigned long mount_recursive = 1UL << 14;
constexpr unsigned long mount_no_suid_no_device = 2 | 4;

struct Owner {
  uid_t uid;
  gid_t gid;
};

void write_map(pid_t holder, const char* name, const std::string& text) {
  std::string path = "/proc/" + std::to_string(holder) + "/" + name;
  int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0 || ::write(fd, text.data(), text.size()) < 0) fail("mapping users: writing " + path);
  ::close(fd);
}

// A user namespace is only reached through a process in it.
int user_namespace_for(Owner owner) {
  auto holder = static_cast<pid_t>(::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  if (holder < 0) fail("mapping users: making a user namespace");
  if (holder == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) ::pause();
  }
  write_map(holder, "uid_map", id_map(owner.uid));
  write_map(holder, "gid_map", id_map(owner.gid));
  std::string path = "/proc/" + std::to_string(holder) + "/ns/user";
  int user_namespace = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (user_namespace < 0) fail("mapping users: opening the user namespace");
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  return user_namespace;
}

struct Staged {
  int tree;
  mode_t mode;
};

// A copy of the mount in which what belongs to the folder's owner belongs to the unprivileged user.
Staged clone_for_unprivileged(int folder) {
  struct stat info {};
  if (::fstat(folder, &info) != 0) fail("mapping users: looking at a folder");
  auto tree =
      static_cast<int>(::syscall(SYS_open_tree, folder, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
  if (tree < 0) fail("mapping users: copying a mount");
  constexpr mode_t everybody_may_run = S_IROTH | S_IXOTH;
  bool fits = info.st_uid == unprivileged_id && info.st_gid == unprivileged_id;
  bool needs_no_owner = S_ISREG(info.st_mode) && (info.st_mode & everybody_may_run) == everybody_may_run;
  if (fits || needs_no_owner) return {tree, info.st_mode};
  int user_namespace = user_namespace_for({info.st_uid, info.st_gid});
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_IDMAP;
  attributes.userns_fd = static_cast<__u64>(user_namespace);
  if (::syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes) != 0) {
    fail("mapping users: this file system cannot map owners (idmapped mounts)");
  }
  ::close(user_namespace);
  return {tree, info.st_mode};
}

void place(const Staged& staged, int number) {
  std::string path = staging_folder + std::to_string(number);
  if (S_ISDIR(staged.mode)) {
    if (::mkdir(path.c_str(), 0755) != 0) fail("making " + path);
  } else {
    int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
    if (file < 0) fail("making " + path);
    ::close(file);
  }
  if (::syscall(SYS_move_mount, staged.tree, "", AT_FDCWD, path.c_str(), MOVE_MOUNT_F_EMPTY_PATH) != 0) {
    fail("mounting " + path);
  }
  ::close(staged.tree);
}

void become_unprivileged() {
  if (::setgroups(0, nullptr) != 0 || ::setresgid(unprivileged_id, unprivileged_id, unprivileged_id) != 0 ||
      ::setresuid(unprivileged_id, unprivileged_id, unprivileged_id) != 0) {
    fail("becoming an unprivileged user");
  }
  // Leaving uid 0 has emptied the capabilities; this makes sure that none comes back.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
}

}  // namespace

void run_staging(int argc, char** argv) {
  constexpr int count_at = 2;
  constexpr int program_at = 3;
  if (argc <= program_at) fail_with("staging needs a count and a program");
  int count = std::atoi(argv[count_at]);
  std::vector<Staged> folders;
  for (int i = 0; i < count; ++i) folders.push_back(clone_for_unprivileged(descriptor::first_extra + i));
  if (::unshare(CLONE_NEWNS) != 0) fail("making a private view of the files");
  if (::mount(nullptr, "/", nullptr, mount_private | mount_recursive, nullptr) != 0) fail("making mounts private");
  if (::mount("tmpfs", staging_root, "tmpfs", mount_no_suid_no_device, "mode=755,size=64k") != 0) {
    fail(std::string("mounting ") + staging_root);
  }
  for (int i = 0; i < count; ++i) place(folders[static_cast<std::size_t>(i)], i);
  ::close_range(descriptor::first_extra, static_cast<unsigned>(descriptor::first_extra + count - 1), 0);
  become_unprivileged();
  char* no_environment[] = {nullptr};
  ::execve(argv[program_at], argv + program_at, no_environment);
  fail(std::string("starting ") + argv[program_at]);
}

}  // namespace hearth::sandbox
