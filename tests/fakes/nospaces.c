// nospaces PROGRAM ARGUMENT…: runs a program as on a machine that lets nobody make user namespaces.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <unistd.h>

int main(int count, char** words) {
  struct scmp_arg_cmp user = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER);
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (count < 2 || !filter || seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 1, &user) != 0 ||
      seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &user) != 0 ||
      seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) != 0 || seccomp_load(filter) != 0) {
    fputs("nospaces: the filter could not be made\n", stderr);
    return 1;
  }
  execvp(words[1], words + 1);
  perror(words[1]);
  return 1;
}
