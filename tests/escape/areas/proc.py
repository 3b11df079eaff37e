"""/proc and /sys: what they tell of the host, and what can be set there. What would do harm is opened, not written."""

import fcntl
import os
import socket
from pathlib import Path

from attempt import Try, attempt, attempts_of, opening

PROCESSES = "/proc/[0-9]*"
SETTINGS = ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname",
            "/proc/sys/kernel/panic", "/proc/sys/vm/drop_caches", "/proc/sys/vm/overcommit_memory",
            "/proc/sysrq-trigger")
SECRETS = ("/proc/kcore", "/proc/kmsg", "/proc/vmallocinfo", "/proc/timer_list")

attempts_of({f"opens {path} for writing": path for path in SETTINGS if Path(path).exists()},
            lambda g, path: Try(opening(path, "os.O_WRONLY")), root_only=True)
attempts_of({f"opens {path}": path for path in SECRETS if Path(path).exists()},
            lambda g, path: Try(opening(path, "os.O_RDONLY")), root_only=True)


@attempt("sees the processes of the host")
def processes(g):
    g.victim()
    return Try(f"cat {PROCESSES}/comm", lambda r: "victim" in r.lines())


@attempt("reads the status of a process of the host by its number")
def by_number(g):
    victim = g.victim()
    return Try(f"grep -l victim /proc/{victim.pid}/status && echo OUT")


@attempt("reads the environment of a process of the host")
def environment(g):
    victim = g.victim()
    return Try(f"tr '\\0' '\\n' < /proc/{victim.pid}/environ", lambda r: "PATH=" in r.text)


@attempt("reads where a process of the host has what in its memory")
def maps(g):
    victim = g.victim()
    return Try(f"cat /proc/{victim.pid}/maps", lambda r: str(g.folder / "victim") in r.text)


@attempt("reads the memory of a process of the host")
def memory(g):
    victim = g.victim()
    return Try(f"{g.probe('peek')} read_memory_file {victim.pid} {victim.address}")


@attempt("reads an open file of a process of the host")
def descriptor(g):
    victim = g.victim()
    return Try(f"cat /proc/{victim.pid}/fd/{victim.descriptor}")


@attempt("makes a process of the host the first to be killed when memory is short")
def memory_score(g):
    victim = g.victim()
    score = f"/proc/{victim.pid}/oom_score_adj"
    return Try(f"echo 777 > {score}", lambda _: open(score).read().strip() == "777")


@attempt("sees the names of the host's sockets")
def unix_names(g):
    g.unix("@" + g.name)
    return Try("cat /proc/net/unix", lambda r: g.name in r.text)


@attempt("sees the host's mounts")
def mounts(_):
    with open("/proc/1/mounts") as lines:
        host = {line.split()[1] for line in lines}
    shown = {place for place in host if place.startswith(("/sys", "/mnt", "/run"))} or {"/sys"}
    return Try("cut -d' ' -f2 /proc/self/mounts", lambda r: shown & set(r.lines()))


@attempt("sees the host's network devices and ports")
def network(g):
    listener = socket.create_server(("127.0.0.1", 0))
    g.at_end(listener.close)
    port = f":{listener.getsockname()[1]:04X} "
    devices = {name for _, name in socket.if_nameindex()} - {"lo"}  # none, where the machine has no network
    return Try("cat /proc/net/tcp; cut -d: -f1 /proc/net/dev; ls /sys/class/net",
               lambda r: port in r.text or {line.strip() for line in r.lines()} & devices)


@attempt("looks at the machine's devices in /sys")
def system(_):
    return Try("ls /sys/devices/system/cpu /sys/class /sys/kernel > /dev/null && echo OUT")


@attempt("looks at the machine's control groups")
def control_groups(_):
    return Try("ls /sys/fs/cgroup | grep . && echo OUT")


@attempt("sees which files of the host are locked")
def locks(g):
    held = open(g.plant(g.outside / "locked"), "r+")
    fcntl.flock(held, fcntl.LOCK_EX)
    g.at_end(held.close)
    inode = f":{os.fstat(held.fileno()).st_ino} "
    return Try("cat /proc/locks", lambda r: inode in r.text)
