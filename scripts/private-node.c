// Debian's Node reads some of its own JavaScript from /usr/share/nodejs when it starts. The private one, unpacked in
// TREE, must find it there instead: this library stands before libuv and gives such a path its new beginning.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

typedef int open_function(void*, void*, const char*, int, int, void*);

int uv_fs_open(void* loop, void* request, const char* path, int flags, int mode, void* done) {
  open_function* libuv_open = (open_function*)dlsym(RTLD_NEXT, "uv_fs_open");
  static const char own[] = "/usr/share/nodejs/";
  char moved[PATH_MAX];
  if (strncmp(path, own, sizeof own - 1) == 0 && snprintf(moved, sizeof moved, "%s%s", TREE, path) < PATH_MAX)
    path = moved;
  return libuv_open(loop, request, path, flags, mode, done);
}
