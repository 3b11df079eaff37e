"""The mount table. Without a box these are root's; every unboxed try has a mount namespace of its own, staged to look
as a box would: /usr mounted read-only, a file system mounted over what is to stay hidden."""

from attempt import Try, attempt, changed

READ_ONLY_USR = "mount --bind /usr /usr; mount -o remount,bind,ro /usr"
WRITABLE = "grep -E ' /usr [^ ]*rw' /proc/self/mountinfo && echo OUT"


@attempt("mounts /usr writable again", root_only=True)
def remount(_):
    return Try(f"mount -o remount,bind,rw /usr; {WRITABLE}", stage=READ_ONLY_USR)


@attempt("mounts /usr writable again by mount_setattr", root_only=True)
def set_attributes(g):
    return Try(f"{g.probe('spaces')} made_writable /usr; {WRITABLE}", stage=READ_ONLY_USR)


@attempt("mounts a file system of its own over /usr/local", root_only=True)
def over_usr(_):
    return Try("mount -t tmpfs none /usr/local && echo OUT")


@attempt("mounts an overlay over /usr/local", root_only=True)
def overlay(g):
    return Try("mkdir m; mount -t tmpfs none m; mkdir m/u m/w; "
               "mount -t overlay -o lowerdir=/usr/local,upperdir=m/u,workdir=m/w none /usr/local && echo OUT")


@attempt("unmounts what hides the host's /tmp", root_only=True)
def unmount_tmp(g):
    secret = g.plant(g.outside / "secret")
    return Try(f"umount -l {g.outside} /tmp; cat {secret}", stage=f"mount -t tmpfs none {g.outside}")


@attempt("moves away what hides the host's /tmp", root_only=True)
def move_tmp(g):
    secret = g.plant(g.outside / "secret")
    return Try(f"mkdir m; mount --move {g.outside} m; mount --move /tmp m; cat {secret}",
               stage=f"mount -t tmpfs none {g.outside}")


@attempt("unmounts the pin over .git/hooks and writes a hook", root_only=True)
def unmount_pin(g):
    hooks = g.repository() / "hooks"
    planted = hooks / "pre-commit"
    return Try("umount -l .git/hooks .git/config .git; echo x > .git/hooks/pre-commit", changed(planted),
               stage=f"mount -t tmpfs -o ro none {hooks}")


@attempt("mounts the pin over .git/hooks writable and writes a hook", root_only=True)
def remount_pin(g):
    hooks = g.repository() / "hooks"
    return Try("mount -o remount,bind,rw .git/hooks; echo x > .git/hooks/pre-commit", changed(hooks / "pre-commit"),
               stage=f"mount --bind {hooks} {hooks}; mount -o remount,bind,ro {hooks}")


@attempt("binds the workspace elsewhere, without its pins, and writes a hook", root_only=True)
def bind_without_pins(g):
    hooks = g.repository() / "hooks"
    return Try("d=$(mktemp -d); mount --bind . $d; echo x > $d/.git/hooks/pre-commit; umount $d; rmdir $d",
               changed(hooks / "pre-commit"), stage=f"mount --bind {hooks} {hooks}; mount -o remount,bind,ro {hooks}")


@attempt("mounts with fsopen, fsmount and move_mount", root_only=True)
def new_interface(g):
    return Try(f"mkdir m; {g.probe('spaces')} whole_mount m")


@attempt("opens a file system context", root_only=True)
def context(g):
    return Try(f"{g.probe('spaces')} context proc; {g.probe('spaces')} context tmpfs")


@attempt("clones a mount by open_tree", root_only=True)
def open_tree(g):
    return Try(f"{g.probe('spaces')} cloned_tree .; {g.probe('spaces')} cloned_tree /usr")


@attempt("makes another folder the root by pivot_root", root_only=True)
def pivot(g):
    return Try(f"mkdir m; {g.probe('spaces')} pivot m")


@attempt("mounts /proc afresh, without what hides parts of it", root_only=True)
def fresh_proc(_):
    return Try("mkdir m; mount -t proc proc m && echo OUT")


@attempt("mounts /sys", root_only=True)
def fresh_sys(_):
    return Try("mkdir m; mount -t sysfs sys m && echo OUT")


@attempt("mounts a control group's file system for its release agent", root_only=True)
def release_agent(_):
    return Try("mkdir m; mount -t cgroup -o memory none m || mount -t cgroup2 none m && echo OUT")


@attempt("attaches the machine's devices by a device file system", root_only=True)
def devices(_):
    return Try("mkdir m; mount -t devtmpfs none m && test -e m/kmsg && echo OUT")
