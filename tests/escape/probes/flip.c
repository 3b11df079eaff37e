// Exchanges two names as fast as it can, until its input ends; then says how often. `flip A B`
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>

int main(int count, char** words) {
  if (count < 3) return 2;
  struct pollfd end = {0, POLLIN, 0};
  long flips = 0;
  do {
    for (int i = 0; i < 64; ++i) flips += renameat2(AT_FDCWD, words[1], AT_FDCWD, words[2], RENAME_EXCHANGE) == 0;
  } while (poll(&end, 1, 0) == 0);
  printf("%ld\n", flips);
  return 0;
}
