// Pushing input into the launcher's terminal, and asking a console to do so.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "probe.h"

static int opened(const char* where) {
  return where[0] == '/' ? open(where, O_RDWR | O_NOCTTY) : atoi(where);
}

// Types a[1] on the terminal a[0], which is a path or a descriptor; a[2] is what is added to the request's number: a
// kernel looks at its low 32 bits only.
static long type(char** a) {
  int terminal = opened(a[0]);
  unsigned long request = TIOCSTI + (a[2] ? strtoul(a[2], NULL, 0) : 0);
  for (const char* key = a[1]; *key; ++key) {
    if (syscall(SYS_ioctl, terminal, request, key) < 0) return -1;
  }
  return 0;
}

static long console(char** a) {
  char ask = 6;  // the state of the shift key
  int terminal = opened(a[0]);
  return terminal < 0 ? -1 : ioctl(terminal, TIOCLINUX, &ask);
}

static const struct attempt attempts[] = {{"type", type}, {"console", console}};
PROBE(attempts)
