// What the probes share. A probe is a table of named tries; it is called as `probe NAME ARGUMENT…`, makes that one try,
// and prints a line "OUT" if it came through, else the reason the kernel gave.
#pragma once

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct attempt {
  const char* name;
  long (*make)(char** arguments);
};

static inline int choose(const struct attempt* attempts, int count, char** words) {
  for (int i = 0; words[1] && i < count; ++i) {
    if (strcmp(words[1], attempts[i].name) != 0) continue;
    errno = 0;
    long got = attempts[i].make(words + 2);
    puts(got >= 0 ? "OUT" : strerrorname_np(errno));
    return got < 0;
  }
  fprintf(stderr, "no such try: %s\n", words[1] ? words[1] : "(none)");
  return 2;
}

#define PROBE(table)                                                           \
  int main(int count, char** words) {                                          \
    return count < 2 ? 2 : choose(table, sizeof table / sizeof *table, words); \
  }
