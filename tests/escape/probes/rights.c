// Becoming somebody with rights, or lending them to a file.
#define _GNU_SOURCE
#include <linux/capability.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include "probe.h"

// For a program with the set-user-id bit.
static long who(char** a) {
  (void)a;
  return geteuid() == 0 ? 0 : -1;
}

static long some_capability(char** a) {
  (void)a;
  char line[200];
  FILE* status = fopen("/proc/self/status", "r");
  long any = -1;
  while (status && fgets(line, sizeof line, status)) {
    if (strncmp(line, "CapEff:", 7) == 0 || strncmp(line, "CapPrm:", 7) == 0 || strncmp(line, "CapBnd:", 7) == 0) {
      if (strtoull(line + 7, NULL, 16) != 0) any = 0;
    }
  }
  if (status) fclose(status);
  errno = EPERM;
  return any;
}

static long ambient(char** a) {
  (void)a;
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2];
  if (syscall(SYS_capget, &head, data) < 0) return -1;
  data[0].inheritable |= 1u << CAP_SYS_CHROOT;
  if (syscall(SYS_capset, &head, data) < 0) return -1;
  return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_CHROOT, 0, 0);
}

static long become(char** a) {
  uid_t id = (uid_t)atoi(a[0]);
  return syscall(SYS_setresgid, id, id, id) < 0 ? -1 : syscall(SYS_setresuid, id, id, id);
}

static long groups(char** a) {
  (void)a;
  gid_t disk = 6;
  return syscall(SYS_setgroups, 1, &disk);
}

static long lend(char** a) {
  struct vfs_cap_data rights = {.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE};
  rights.data[0].permitted = 1u << CAP_SYS_ADMIN;
  return setxattr(a[0], "security.capability", &rights, XATTR_CAPS_SZ_2, 0);
}

static const struct attempt attempts[] = {
    {"who", who},   {"some_capability", some_capability}, {"ambient", ambient}, {"become", become}, {"groups", groups},
    {"lend", lend},
};
PROBE(attempts)
