"""Namespaces of its own or of others, and system calls that have opened other boxes."""

import subprocess
from pathlib import Path

from attempt import Try, attempt, attempts_of
from ground import probes

SPACES = {"user": 0x10000000, "mount": 0x00020000, "process": 0x20000000, "network": 0x40000000, "time": 0x80,
          "control group": 0x02000000}

attempts_of({"makes a user namespace by unshare": "new_space", "makes a user namespace by clone": "by_clone",
             "makes a user namespace by clone3": "by_clone3"},
            lambda g, how: Try(f"{g.probe('spaces')} {how} {SPACES['user']}"))

attempts_of({f"makes a {kind} namespace": number for kind, number in SPACES.items() if kind != "user"},
            lambda g, number: Try(f"{g.probe('spaces')} new_space {number}"), root_only=True)

# What bwrap calls CLONE_NEWUSER together with the others in one go.
attempts_of({"makes user, mount and network namespaces at once": SPACES["user"] | SPACES["mount"] | SPACES["network"]},
            lambda g, number: Try(f"{g.probe('spaces')} by_clone {number}"))


@attempt("becomes root in a user namespace of its own")
def map_root(_):
    return Try("unshare --user --map-root-user sh -c 'test $(id -u) = 0 && echo OUT'")


@attempt("mounts in a user namespace of its own")
def mount(_):
    return Try("unshare --user --map-root-user --mount mount -t tmpfs none /usr/local && echo OUT")


@attempt("makes a box inside the box, and a writable /usr in it")
def nested(_):
    return Try("bwrap --unshare-user --bind / / --tmpfs /usr/local true && echo OUT")


@attempt("enters the launcher's mount namespace", root_only=True)
def enter(g):
    return Try(f"for p in $PPID 1; do {g.probe('spaces')} enter /proc/$p/ns/mnt; done")


@attempt("enters the launcher's network namespace", root_only=True)
def enter_network(g):
    return Try(f"for p in $PPID 1; do {g.probe('spaces')} enter /proc/$p/ns/net; done")


@attempt("enters the namespaces of a process by its descriptor", root_only=True)
def enter_by_process(g):
    return Try(f"for p in $PPID 1; do {g.probe('spaces')} enter_by_process $p; done")


@attempt("has the namespaces of the host")
def shares(_):
    kinds = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
    host = {Path(f"/proc/self/ns/{kind}").readlink().name for kind in kinds}
    return Try(f"for n in {' '.join(kinds)}; do readlink /proc/self/ns/$n; done", lambda r: host & set(r.lines()))


@attempt("changes its root folder", root_only=True)
def new_root(g):
    return Try(f"{g.probe('spaces')} new_root .")


def no_shared_disk():
    """Inode 2 is the root of ext2 to ext4, and the attempt looks for /tmp there; / may be a folder of it."""
    kind = subprocess.run(["stat", "-f", "-c", "%T", "/tmp"], capture_output=True, text=True, check=True).stdout
    root = Path("/").stat()
    if "ext" in kind and (root.st_ino, root.st_dev) == (2, Path("/tmp").stat().st_dev):
        return ""
    return "/ and /tmp are not one whole ext file system"


@attempt("opens a file by its number in the file system", root_only=True, needs=no_shared_disk)
def by_handle(g):
    secret = g.plant(g.outside / "secret")
    return Try(f"{g.probe('kernel')} by_handle {secret}")


def missing(name):
    """Why the kernel of this machine has no such call, for anybody."""
    def look():
        words = [probes() / "kernel", *name.split()]
        said = subprocess.run(words, capture_output=True, text=True, cwd="/tmp", check=False).stdout.strip()
        return "" if said in ("OUT", "EPERM", "EACCES") else f"this kernel says {said or 'no such door'}"

    return look


def call(g, name):
    return Try(f"{g.probe('kernel')} {name}")


# What every kernel can do.
attempts_of({
    "gets the session keyring": "session_keyring",
    "adds a key to the kernel's": "new_key",
    "handles its programs' system calls by a seccomp listener": "seccomp_listener",
    "switches the randomness of addresses off": "no_randomness",
}, call)
attempts_of({
    "makes a character device": "character_device device",
    "makes a block device": "block_device device",
    "reads the kernel's log": "kernel_log",
    "restarts the machine": "restart",
    "changes the time of day": "clock_change",
    "changes the machine's name": "host_name hearth-escape",
}, call, root_only=True)

# What a kernel can be without.
for what, name in {
    "sets up an io_uring, whose operations no filter sees": "io_uring",
    "counts events of the processor": "perf",
    "handles the page faults of its programs": "user_faults",
    "opens a unix socket through the door of 32-bit programs": "old_door",
}.items():
    attempts_of({what: name}, call, needs=missing(name))
for what, name in {
    "loads a program into the kernel by bpf": "bpf",
    "handles the page faults of the kernel": "kernel_faults",
    "loads another kernel": "kernel_image",
    "loads a kernel module": "kernel_module",
    "adds a swap area": "swap_area",
}.items():
    attempts_of({what: name}, call, root_only=True, needs=missing(name))
