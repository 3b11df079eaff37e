// Takes more than its share. Every try stops by itself at a bound that a machine stands, and gives all back at its end.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "probe.h"

// N processes at once.
static long processes(char** a) {
  int wanted = atoi(a[0]), made = 0, hold[2];
  if (pipe(hold) < 0) return -1;
  for (; made < wanted; ++made) {
    pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      char end;
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      close(hold[1]);
      _exit(read(hold[0], &end, 1) != 0);  // until the parent closes its end
    }
  }
  int why = errno;
  close(hold[1]);
  while (wait(NULL) > 0) continue;
  printf("%d processes\n", made);
  errno = why;
  return made == wanted ? 0 : -1;
}

// N GiB of addresses, none of them touched.
static long memory(char** a) {
  size_t size = strtoul(a[0], NULL, 0) << 30;
  return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED ? -1
                                                                                                                    : 0;
}

// Whether a limit is not there, or can be taken away.
static long unlimited(char** a) {
  struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY}, now;
  int which = atoi(a[0]);
  if (getrlimit(which, &now) == 0 && now.rlim_max == RLIM_INFINITY) return 0;
  return setrlimit(which, &none);
}

static long files(char** a) {
  int wanted = atoi(a[0]);
  for (int i = 0; i < wanted; ++i) {
    if (open("/dev/null", O_RDONLY) < 0) return -1;
  }
  return 0;
}

// N MiB in files of 32 MiB below the folder a[0].
static long disk(char** a) {
  char path[300];
  int wanted = atoi(a[1]) / 32, made = 0;
  for (; made < wanted; ++made) {
    snprintf(path, sizeof path, "%s/hoard.%d", a[0], made);
    int file = open(path, O_CREAT | O_WRONLY, 0600);
    int failed = file < 0 ? errno : posix_fallocate(file, 0, 32 << 20);
    if (file >= 0) close(file);
    if (failed) {
      errno = failed;
      break;
    }
  }
  int why = errno;
  for (int i = 0; i <= made; ++i) {
    snprintf(path, sizeof path, "%s/hoard.%d", a[0], i);
    unlink(path);
  }
  printf("%d MiB in %s\n", made * 32, a[0]);
  errno = why;
  return made == wanted ? 0 : -1;
}

static const struct attempt attempts[] = {
    {"processes", processes}, {"memory", memory}, {"unlimited", unlimited}, {"files", files}, {"disk", disk},
};
PROBE(attempts)
