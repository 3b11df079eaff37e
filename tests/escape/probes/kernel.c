// System calls that a boxed program has no use for and that have been the way out of other boxes. Each is made in a
// form that changes nothing even where it is allowed.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/timex.h>

#include "probe.h"

enum { user_faults_only = 1 };

// A call that fails for what it asks, and not because the caller may not ask, was let through.
static long unless_refused(long got) {
  return got >= 0 || (errno != EPERM && errno != EACCES && errno != ENOSYS) ? 0 : -1;
}

static long io_uring(char** a) {
  (void)a;
  char parameters[120] = {0};
  return syscall(SYS_io_uring_setup, 4, parameters);
}

static long bpf_map(char** a) {
  (void)a;
  union bpf_attr map;
  memset(&map, 0, sizeof map);
  map.map_type = BPF_MAP_TYPE_ARRAY;
  map.key_size = map.value_size = 4;
  map.max_entries = 1;
  return syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
}

static long perf(char** a) {
  (void)a;
  struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .exclude_kernel = 1, .disabled = 1};
  return syscall(SYS_perf_event_open, &event, 0, -1, -1, 0);
}

static long user_faults(char** a) {
  (void)a;
  return syscall(SYS_userfaultfd, O_CLOEXEC | user_faults_only);
}

static long kernel_faults(char** a) {
  (void)a;
  return syscall(SYS_userfaultfd, O_CLOEXEC);
}

static long session_keyring(char** a) {
  (void)a;
  return syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 1);
}

static long new_key(char** a) {
  (void)a;
  return syscall(SYS_add_key, "user", "hearth-escape", "x", 1, KEY_SPEC_PROCESS_KEYRING);
}

// Prints the launcher's key, which lies in the session keyring that children inherit.
static long read_key(char** a) {
  char text[200] = {0};
  long key = syscall(SYS_request_key, "user", a[0], NULL, 0);
  if (key < 0 || syscall(SYS_keyctl, KEYCTL_READ, key, text, sizeof text - 1) < 0) return -1;
  puts(text);
  return 0;
}

static long seccomp_listener(char** a) {
  (void)a;
  struct sock_filter allow = {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
  struct sock_fprog program = {1, &allow};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

static long no_randomness(char** a) {
  (void)a;
  return syscall(SYS_personality, 0x0040000);
}

static long kernel_image(char** a) {
  (void)a;
  return unless_refused(syscall(SYS_kexec_load, 0, 1000, NULL, 0));  // too many segments: loads nothing
}

static long kernel_module(char** a) {
  (void)a;
  return unless_refused(syscall(SYS_init_module, NULL, 0, ""));  // an empty module: loads nothing
}

static long swap_area(char** a) {
  (void)a;
  return unless_refused(syscall(SYS_swapon, "/nonexistent", 0));
}

static long quota(char** a) {
  (void)a;
  return unless_refused(syscall(SYS_quotactl, 0x80000300 | 0xff, "/nonexistent", 0, NULL));
}

static long kernel_log(char** a) {
  (void)a;
  return syscall(SYS_syslog, 10, NULL, 0);  // its size only
}

static long restart(char** a) {
  (void)a;
  return unless_refused(syscall(SYS_reboot, 0, 0, 0, NULL));  // without the magic numbers: does nothing
}

static long clock_change(char** a) {
  (void)a;
  struct timex step = {.modes = ADJ_SETOFFSET};  // by nothing
  return adjtimex(&step);
}

static long host_name(char** a) {
  return sethostname(a[0], strlen(a[0]));
}

static long character_device(char** a) {
  return mknod(a[0], S_IFCHR | 0600, makedev(1, 1));
}

static long block_device(char** a) {
  return mknod(a[0], S_IFBLK | 0600, makedev(254, 0));
}

// The door of 32-bit programs has other numbers than a filter of 64-bit ones looks for: 359 is socket(), 1 is AF_UNIX.
static long old_door(char** a) {
  (void)a;
  long got;
  __asm__ volatile("int $0x80" : "=a"(got) : "a"(359L), "b"(1L), "c"(1L), "d"(0L) : "memory", "r8", "r9", "r10", "r11");
  if (got < 0) errno = (int)-got;
  return got < 0 ? -1 : 0;
}

// Opens the root directory of the workspace's file system by its inode number, then a file below it by name.
static long by_handle(char** a) {
  struct {
    struct file_handle head;
    uint32_t words[2];
  } root = {{sizeof root.words, 1, {}}, {2, 0}};
  int mount = open(".", O_RDONLY | O_DIRECTORY);
  int found = open_by_handle_at(mount, &root.head, O_RDONLY | O_DIRECTORY);
  if (found < 0) return -1;
  char text[200] = {0};
  int file = openat(found, a[0] + 1, O_RDONLY);
  if (file < 0 || read(file, text, sizeof text - 1) < 0) return -1;
  puts(text);
  return 0;
}

static const struct attempt attempts[] = {
    {"io_uring", io_uring},
    {"bpf", bpf_map},
    {"perf", perf},
    {"user_faults", user_faults},
    {"kernel_faults", kernel_faults},
    {"session_keyring", session_keyring},
    {"new_key", new_key},
    {"read_key", read_key},
    {"seccomp_listener", seccomp_listener},
    {"no_randomness", no_randomness},
    {"kernel_image", kernel_image},
    {"kernel_module", kernel_module},
    {"swap_area", swap_area},
    {"quota", quota},
    {"kernel_log", kernel_log},
    {"restart", restart},
    {"clock_change", clock_change},
    {"host_name", host_name},
    {"character_device", character_device},
    {"block_device", block_device},
    {"old_door", old_door},
    {"by_handle", by_handle},
};
PROBE(attempts)
