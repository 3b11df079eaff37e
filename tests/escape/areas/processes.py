"""Processes of the host: looked into, changed, ended."""

import os
import signal
import time

from attempt import Try, attempt


@attempt("kills a process of the host")
def kill(g):
    victim = g.victim()
    return Try(f"kill -9 {victim.pid}; sleep 0.1", victim.dead)


@attempt("kills a process of the host through a descriptor")
def kill_by_descriptor(g):
    victim = g.victim()
    return Try(f"{g.probe('peek')} end_by_descriptor {victim.pid}; sleep 0.1", victim.dead)


@attempt("kills every process of one program by its name")
def kill_by_name(g):
    victim = g.victim()
    text = """
import os
for pid in filter(str.isdigit, os.listdir('/proc')):
    try:
        if open(f'/proc/{pid}/cmdline').read().startswith('VICTIM'):
            os.kill(int(pid), 9)
    except FileNotFoundError:
        pass  # it ended meanwhile
""".replace("VICTIM", str(g.folder / "victim"))
    return Try(f"{g.python(text)}; sleep 0.1", victim.dead)


@attempt("stops a process of the host")
def stop(g):
    victim = g.victim()
    g.at_end(lambda: os.kill(victim.pid, signal.SIGCONT))
    return Try(f"kill -STOP {victim.pid}; sleep 0.1", lambda _: victim.status("State").startswith("T"))


@attempt("traces a process of the host")
def trace(g):
    return Try(f"{g.probe('peek')} seize {g.victim().pid}")


@attempt("traces its own parent")
def trace_parent(g):
    return Try(f"{g.probe('peek')} seize $PPID; {g.probe('peek')} seize 1")


@attempt("reads the memory of a process of the host by process_vm_readv")
def read_memory(g):
    victim = g.victim()
    return Try(f"{g.probe('peek')} read_memory {victim.pid} {victim.address}")


@attempt("takes a descriptor out of a process of the host by pidfd_getfd")
def take_descriptor(g):
    victim = g.victim()
    return Try(f"{g.probe('peek')} take_descriptor {victim.pid} {victim.descriptor}")


@attempt("compares its memory with that of a process of the host")
def compare(g):
    return Try(f"{g.probe('peek')} compare {g.victim().pid}")


@attempt("takes a process of the host its open files by a limit")
def limit(g):
    victim = g.victim()

    def limited(_):
        with open(f"/proc/{victim.pid}/limits") as lines:
            return any(line.startswith("Max open files") and line.split()[3] == "50" for line in lines)

    return Try(f"{g.probe('peek')} limit {victim.pid}", limited)


@attempt("slows a process of the host down")
def priority(g):
    victim = g.victim()
    return Try(f"{g.probe('peek')} priority {victim.pid}", lambda _: os.getpriority(os.PRIO_PROCESS, victim.pid) == 19)


@attempt("ties a process of the host to one processor")
def processors(g):
    victim = g.victim()
    return Try(f"{g.probe('peek')} processors {victim.pid}", lambda _: os.sched_getaffinity(victim.pid) == {0})


@attempt("runs as root of the host", root_only=True)
def as_root(g):
    """Seen from outside: whose process is it?"""
    def owner(launch):
        from witness import marked
        deadline = time.monotonic() + 2
        while not owners and time.monotonic() < deadline:
            owners.extend(os.stat(f"/proc/{pid}").st_uid for pid in marked(g.mark))

    owners = []
    return Try(f"echo ready; sleep {g.mark} & sleep 2; kill $!", lambda _: 0 in owners, meanwhile=owner)
