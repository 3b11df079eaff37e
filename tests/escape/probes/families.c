// Sockets of every kind but the ordinary ones. None is connected to anything but what the test listens on.
#define _GNU_SOURCE
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "probe.h"

static long family(char** a) {
  return socket(atoi(a[0]), atoi(a[1]), atoi(a[2]));
}

// All families but AF_INET, AF_INET6 and AF_VSOCK, with every common type: how many open.
static long any_other(char** a) {
  (void)a;
  int opened = 0;
  for (int domain = 1; domain < 50; ++domain) {
    if (domain == AF_INET || domain == AF_INET6) continue;
    for (int type = SOCK_STREAM; type <= SOCK_SEQPACKET; ++type) {
      int made = socket(domain, type, 0);
      if (made >= 0) printf("family %d type %d\n", domain, type);
      opened += made >= 0;
      if (made >= 0) close(made);
    }
  }
  return opened ? opened : -1;
}

// A path, or with a leading @ an abstract name; says hello.
static long local(char** a) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  size_t size = strlen(a[0]);
  memcpy(address.sun_path, a[0], size);
  if (a[0][0] == '@') address.sun_path[0] = 0;
  socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size + (a[0][0] == '@' ? 0 : 1));
  int type = a[1] && strcmp(a[1], "datagram") == 0 ? SOCK_DGRAM : SOCK_STREAM;
  int made = socket(AF_UNIX, type, 0);
  if (made < 0 || connect(made, (struct sockaddr*)&address, length) < 0) return -1;
  return send(made, "hello", 5, 0);
}

// The same, on one end of a pair: a filter of socket() does not see it come into being.
static long paired(char** a) {
  int ends[2];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, a[0], strlen(a[0]));
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) < 0) return -1;
  return sendto(ends[0], "hello", 5, 0, (struct sockaddr*)&address, sizeof address);
}

static const struct attempt attempts[] = {
    {"family", family},
    {"any_other", any_other},
    {"local", local},
    {"paired", paired},
};
PROBE(attempts)
