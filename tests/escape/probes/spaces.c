// Namespaces and mounts: making new ones, entering those of others, and changing the mount table by every interface.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "probe.h"

// <sys/mount.h> and <linux/mount.h> declare the same names.
extern int mount(const char*, const char*, const char*, unsigned long, const void*);
enum { bind_mount = 4096 };

static long new_space(char** a) {
  return unshare((int)strtol(a[0], NULL, 0));
}

static long by_clone(char** a) {
  long child = syscall(SYS_clone, strtol(a[0], NULL, 0) | SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) _exit(0);
  if (child > 0) waitpid((pid_t)child, NULL, 0);
  return child;
}

static long by_clone3(char** a) {
  uint64_t words[11] = {strtoull(a[0], NULL, 0)};
  words[4] = SIGCHLD;
  long child = syscall(SYS_clone3, words, sizeof words);
  if (child == 0) _exit(0);
  if (child > 0) waitpid((pid_t)child, NULL, 0);
  return child;
}

static long enter(char** a) {
  int space = open(a[0], O_RDONLY);
  return space < 0 ? -1 : setns(space, 0);
}

static long enter_by_process(char** a) {
  int process = (int)syscall(SYS_pidfd_open, atoi(a[0]), 0);
  return process < 0 ? -1 : setns(process, CLONE_NEWNS | CLONE_NEWNET);
}

static long new_root(char** a) {
  return chroot(a[0]);
}

static long pivot(char** a) {
  if (mount(a[0], a[0], NULL, bind_mount, NULL) < 0 || chdir(a[0]) < 0) return -1;
  return syscall(SYS_pivot_root, ".", ".");
}

static long context(char** a) {
  return syscall(SYS_fsopen, a[0], 0);
}

static long whole_mount(char** a) {
  int context = (int)syscall(SYS_fsopen, "tmpfs", 0);
  if (context < 0 || syscall(SYS_fsconfig, context, 6 /* create */, NULL, NULL, 0) < 0) return -1;
  int tree = (int)syscall(SYS_fsmount, context, 0, 0);
  return tree < 0 ? -1 : syscall(SYS_move_mount, tree, "", AT_FDCWD, a[0], MOVE_MOUNT_F_EMPTY_PATH);
}

static long cloned_tree(char** a) {
  return syscall(SYS_open_tree, AT_FDCWD, a[0], OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
}

static long made_writable(char** a) {
  struct mount_attr change = {.attr_clr = MOUNT_ATTR_RDONLY};
  return syscall(SYS_mount_setattr, AT_FDCWD, a[0], 0, &change, sizeof change);
}

static const struct attempt attempts[] = {
    {"new_space", new_space},
    {"by_clone", by_clone},
    {"by_clone3", by_clone3},
    {"enter", enter},
    {"enter_by_process", enter_by_process},
    {"new_root", new_root},
    {"pivot", pivot},
    {"context", context},
    {"whole_mount", whole_mount},
    {"cloned_tree", cloned_tree},
    {"made_writable", made_writable},
};
PROBE(attempts)
