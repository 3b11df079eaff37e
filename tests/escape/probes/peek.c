// Looking into another process, or changing it, by its process id.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "probe.h"

static long seize(char** a) {
  long got = ptrace(PTRACE_SEIZE, atoi(a[0]), NULL, NULL);
  if (got == 0) ptrace(PTRACE_DETACH, atoi(a[0]), NULL, NULL);
  return got;
}

static long read_memory(char** a) {
  char text[200] = {0};
  struct iovec here = {text, sizeof text - 1}, there = {(void*)strtoul(a[1], NULL, 0), 40};
  if (process_vm_readv(atoi(a[0]), &here, 1, &there, 1, 0) < 0) return -1;
  puts(text);
  return 0;
}

static long read_memory_file(char** a) {
  char path[64], text[200] = {0};
  snprintf(path, sizeof path, "/proc/%s/mem", a[0]);
  int memory = open(path, O_RDONLY);
  if (memory < 0 || pread(memory, text, 40, (off_t)strtoul(a[1], NULL, 0)) < 0) return -1;
  puts(text);
  return 0;
}

static long take_descriptor(char** a) {
  char text[200] = {0};
  int process = (int)syscall(SYS_pidfd_open, atoi(a[0]), 0);
  int taken = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, atoi(a[1]), 0);
  if (taken < 0 || pread(taken, text, sizeof text - 1, 0) < 0) return -1;
  puts(text);
  return 0;
}

static long compare(char** a) {
  long got = syscall(SYS_kcmp, getpid(), atoi(a[0]), 0, 1, 1);
  return got < 0 ? -1 : 0;
}

static long limit(char** a) {
  struct rlimit files = {50, 50};
  return prlimit(atoi(a[0]), RLIMIT_NOFILE, &files, NULL);
}

static long priority(char** a) {
  return setpriority(PRIO_PROCESS, (id_t)atoi(a[0]), 19);
}

static long processors(char** a) {
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  return sched_setaffinity(atoi(a[0]), sizeof first, &first);
}

static long end(char** a) {
  return kill(atoi(a[0]), SIGKILL);
}

static long end_by_descriptor(char** a) {
  int process = (int)syscall(SYS_pidfd_open, atoi(a[0]), 0);
  return process < 0 ? -1 : syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0);
}

static const struct attempt attempts[] = {
    {"seize", seize},
    {"read_memory", read_memory},
    {"read_memory_file", read_memory_file},
    {"take_descriptor", take_descriptor},
    {"compare", compare},
    {"limit", limit},
    {"priority", priority},
    {"processors", processors},
    {"end", end},
    {"end_by_descriptor", end_by_descriptor},
};
PROBE(attempts)
