"""What the kernel says about processes: CPU time and memory."""

import os
import resource

TICK = os.sysconf("SC_CLK_TCK")
MIB = 1024


def machine_cpu():
    """Seconds of CPU that the whole machine has used."""
    with open("/proc/stat") as file:
        user, nice, system, _idle, _iowait, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICK


def process_cpu(pid):
    """Seconds of CPU that a process has used, all its threads together."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def own_cpu():
    """Of this process and of the load generators that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF,
                                                                                  resource.RUSAGE_CHILDREN)))


def _kilobytes(path):
    with open(path) as file:
        return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in file)
                if rest.strip().endswith("kB")}


def memory(pid):
    """MiB. The proportional set (PSS) counts a page that n processes share as 1/n; only root may ask for that of a process
    that has made itself undumpable, as Hearth does: for others it is absent."""
    status = _kilobytes(f"/proc/{pid}/status")
    figures = {"rss": status["VmRSS"], "anonymous": status["RssAnon"], "file": status["RssFile"]}
    try:
        figures["pss"] = _kilobytes(f"/proc/{pid}/smaps_rollup")["Pss"]
    except PermissionError:
        pass
    return {name: kilobytes / MIB for name, kilobytes in figures.items()}
