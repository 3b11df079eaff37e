// A process of the host that attempts are made on. It holds the secret in its memory and in an open file, says where
// ("ADDRESS DESCRIPTOR"), and waits. Called as `victim SECRET-FILE`: what is in its argument list is no secret.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static char secret[64];

int main(int count, char** words) {
  if (count < 2) return 2;
  int file = open(words[1], O_RDONLY);
  if (file < 0 || read(file, secret, sizeof secret - 1) < 0) return 1;
  printf("%p %d\n", (void*)secret, file);
  fflush(stdout);
  for (;;) pause();
}
