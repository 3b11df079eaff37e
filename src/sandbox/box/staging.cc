#include <fcntl.h>
#include <grp.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <vector>

#include "sandbox/box/command.h"
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

bool write_to(const std::string& path, const std::string& text) {
  int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  bool written = fd >= 0 && ::write(fd, text.data(), text.size()) >= 0;
  ::close(fd);
  return written;
}

// A user namespace is only reached through a process in it.
int user_namespace_for(Owner owner) {
  auto holder = static_cast<pid_t>(::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  if (holder < 0) fail("mapping users: making a user namespace");
  if (holder == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) ::pause();
  }
  std::string process = "/proc/" + std::to_string(holder);
  if (!write_to(process + "/uid_map", id_map(owner.uid)) || !write_to(process + "/gid_map", id_map(owner.gid))) {
    fail("mapping users: saying who is who");
  }
  int user_namespace = ::open((process + "/ns/user").c_str(), O_RDONLY | O_CLOEXEC);
  if (user_namespace < 0) fail("mapping users: opening the user namespace");
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  return user_namespace;
}

// In a view of the files that nobody else has. An ordinary user may change his mounts in a user namespace of his own,
// in which he is himself.
void take_private_view(Owner self) {
  if (self.uid == 0) {
    if (::unshare(CLONE_NEWNS) != 0) fail("making a private view of the files");
  } else {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) fail("making a user namespace");
    auto alone = [](unsigned id) { return std::to_string(id) + " " + std::to_string(id) + " 1"; };
    if (!write_to("/proc/self/setgroups", "deny") || !write_to("/proc/self/uid_map", alone(self.uid)) ||
        !write_to("/proc/self/gid_map", alone(self.gid))) {
      fail("making a user namespace: saying who is in it");
    }
  }
  if (::mount(nullptr, "/", nullptr, mount_private | mount_recursive, nullptr) != 0) fail("making mounts private");
}

// Below `folder`, or anywhere; never through a link. Only what was seen there is asked for, so it has changed since.
int open_without_links(int folder, const std::string& path) {
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  if (folder != AT_FDCWD) how.resolve |= RESOLVE_BENEATH;
  auto found = static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
  if (found < 0) fail("mounting " + path + ", which another program changes meanwhile");
  return found;
}

void set_attributes(int tree, unsigned flags, mount_attr attributes) {
  if (::syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | flags, &attributes, sizeof attributes) == 0) return;
  if (attributes.userns_fd != 0) fail("mapping users: this file system cannot map owners (idmapped mounts)");
  fail("preparing a mount");
}

// What belongs to the folder's owner belongs to the unprivileged user in this mount.
void map_owner(int tree) {
  struct stat info {};
  if (::fstat(tree, &info) != 0) fail("mapping users: looking at a folder");
  constexpr mode_t everybody_may_run = S_IROTH | S_IXOTH;
  bool fits = info.st_uid == unprivileged_id && info.st_gid == unprivileged_id;
  bool needs_no_owner = S_ISREG(info.st_mode) && (info.st_mode & everybody_may_run) == everybody_may_run;
  if (fits || needs_no_owner) return;
  int user_namespace = user_namespace_for({info.st_uid, info.st_gid});
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_IDMAP;
  attributes.userns_fd = static_cast<__u64>(user_namespace);
  set_attributes(tree, 0, attributes);
  ::close(user_namespace);
}

// A mount of the same thing that stands nowhere yet. What is mounted in it comes along for an ordinary user, who may
// not uncover what lies beneath.
int copy_of(int folder, Owner self) {
  unsigned below = self.uid == 0 ? 0 : AT_RECURSIVE;
  auto tree = static_cast<int>(
      ::syscall(SYS_open_tree, folder, "", AT_EMPTY_PATH | below | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
  if (tree < 0) fail("copying a mount");
  return tree;
}

void restrain(int tree, bool read_only) {
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
  if (read_only) attributes.attr_set |= MOUNT_ATTR_RDONLY;
  set_attributes(tree, AT_RECURSIVE, attributes);
}

void make_mount_point(const std::string& path, int tree) {
  struct stat info {};
  if (::fstat(tree, &info) != 0) fail("looking at what stands at " + path);
  if (S_ISDIR(info.st_mode)) {
    if (::mkdir(path.c_str(), 0755) != 0) fail("making " + path);
  } else {
    int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
    if (file < 0) fail("making " + path);
    ::close(file);
  }
}

// Copies of what comes from elsewhere on the host, taken before the folder is made that hides a part of it.
std::vector<int> copy_sources(const std::vector<StagedMount>& mounts, Owner self) {
  std::vector<int> trees;
  for (const StagedMount& mount : mounts) {
    int tree = -1;
    if (!mount.source.empty()) {
      int folder = open_without_links(AT_FDCWD, mount.source);
      tree = copy_of(folder, self);
      ::close(folder);
      if (self.uid == 0) map_owner(tree);
    }
    trees.push_back(tree);
  }
  return trees;
}

// By descriptor from end to end: who swaps the folders meanwhile changes what is mounted, and the check of the finished
// box refuses that, but not where.
void place(int root, const StagedMount& mount, int tree, Owner self) {
  bool stands_alone = mount.at.find('/') == std::string::npos;
  if (stands_alone) make_mount_point(staging_folder + mount.at, tree);
  int at = open_without_links(root, mount.at);
  if (tree < 0) tree = copy_of(at, self);
  restrain(tree, mount.read_only);
  if (::syscall(SYS_move_mount, tree, "", at, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) != 0) {
    fail("mounting " + mount.at);
  }
  ::close(tree);
  ::close(at);
}

void stage(const std::vector<StagedMount>& mounts, Owner self) {
  std::vector<int> trees = copy_sources(mounts, self);
  if (::mount("tmpfs", staging_root, "tmpfs", mount_no_suid_no_device, "mode=755,size=64k") != 0) {
    fail(std::string("mounting ") + staging_root);
  }
  int root = ::open(staging_root, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) fail(std::string("opening ") + staging_root);
  for (std::size_t i = 0; i < mounts.size(); ++i) place(root, mounts[i], trees[i], self);
  ::close(root);
}

// In an ordinary user's own namespace the exec takes the capabilities away.
void give_up_privileges(Owner self) {
  if (self.uid == 0 &&
      (::setgroups(0, nullptr) != 0 || ::setresgid(unprivileged_id, unprivileged_id, unprivileged_id) != 0 ||
       ::setresuid(unprivileged_id, unprivileged_id, unprivileged_id) != 0)) {
    fail("becoming an unprivileged user");
  }
  // Leaving uid 0 has emptied the capabilities; this makes sure that none comes back.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
}

}  // namespace

void run_staging(int argc, char** argv) {
  constexpr int program_at = 2;
  if (argc <= program_at) fail_with("staging needs a program");
  Owner self{::geteuid(), ::getegid()};
  BoxSpec spec = read_spec();
  take_private_view(self);
  stage(spec.staged, self);
  give_up_privileges(self);
  char* no_environment[] = {nullptr};
  ::execve(argv[program_at], argv + program_at, no_environment);
  fail(std::string("starting ") + argv[program_at]);
}

}  // namespace hearth::sandbox
