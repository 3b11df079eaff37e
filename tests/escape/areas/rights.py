"""Rights that an ordinary process has not: capabilities, set-user-id programs, other users' ids."""

import os
import stat

from attempt import Try, attempt, attempts_of


@attempt("runs a set-user-id program that lies in the workspace", set_up_by_root=True)
def set_user_id(g):
    path = g.copy_probe("rights", g.workspace / "suid")

    def lend():
        os.chown(path, 0, 0)
        path.chmod(0o4755)

    return Try("./suid who", once_open=lend)


@attempt("leaves a set-user-id program of root's in the workspace", root_only=True)
def leave_set_user_id(g):
    def is_one(_):
        status = (g.workspace / "planted").lstat()
        return status.st_uid == 0 and bool(status.st_mode & (stat.S_ISUID | stat.S_ISGID))

    return Try("cp /usr/bin/id planted; chmod 4755 planted; chmod 6755 planted; install -m 4755 planted p2", is_one)


@attempt("lends a capability to a file of the workspace", root_only=True)
def file_capability(g):
    return Try(f"cp /usr/bin/id planted; {g.probe('rights')} lend planted",
               lambda _: "security.capability" in os.listxattr(g.workspace / "planted"))


attempts_of({
    "has a capability, or could get one": "some_capability",
    "hands capabilities down to its programs": "ambient",
    "becomes root": "become 0",
    "becomes another user": "become 1",
    "joins the group that owns the disks": "groups",
}, lambda g, words: Try(f"{g.probe('rights')} {words}"), root_only=True)


@attempt("runs without no_new_privs")
def new_privileges(_):
    return Try("grep -q '^NoNewPrivs:.*0' /proc/self/status && echo OUT")


@attempt("has a process without a system call filter")
def unfiltered(_):
    return Try("grep -l '^Seccomp:.*0' /proc/[0-9]*/status 2>/dev/null | grep . && echo OUT")


@attempt("gives a file of the workspace to another user", root_only=True)
def give(g):
    return Try("echo x > planted; chown 1:1 planted", lambda _: (g.workspace / "planted").lstat().st_uid == 1)
