"""Puts load on servers with wrk and keeps the runs that other work on the machine disturbed least."""

import json
import os
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from processes import machine_cpu, own_cpu, process_cpu

QUIET = 0.15  # of one core: a run is quiet when other work took less
SCRIPT = Path(__file__).resolve().parent / "load" / "replay.lua"


@dataclass
class Load:
    kind: str
    connections: int
    pause_ms: int = 0


@dataclass
class Plan:
    """How much is measured."""
    seconds: int
    repeats: int
    patience: float  # seconds that may go, over all rows, into waiting for the machine and repeating disturbed runs

    def wait(self, seconds):
        if self.patience > 0:
            time.sleep(seconds)
            self.patience -= seconds


class Wrk:
    """One wrk process at work."""

    def __init__(self, server, load, seconds):
        self.requests = tempfile.NamedTemporaryFile("w", prefix="hearth-bench-", suffix=".requests")
        self.requests.writelines("\t".join(request) + "\n" for request in server.requests(load.kind))
        self.requests.flush()
        environment = {**os.environ, "BENCH_REQUESTS": self.requests.name, "BENCH_TOKEN": server.token,
                       "BENCH_PAUSE_MS": str(load.pause_ms)}
        self.process = subprocess.Popen(
            ["wrk", "-t1", f"-c{load.connections}", f"-d{seconds}", "--timeout", "60", "--latency", "-s", SCRIPT,
             f"http://127.0.0.1:{server.port}"], env=environment, stdout=subprocess.PIPE, text=True)

    def figures(self):
        text, _ = self.process.communicate()
        self.requests.close()
        line = re.search(r"^FIGURES (.*)$", text, re.MULTILINE)
        if not line:
            raise SystemExit(f"bench: wrk gave no figures: {text}")
        figures = json.loads(line[1])
        answered = max(figures["requests"], 1)
        return {**figures, "rate": figures["requests"] / figures["seconds"], "bytes": figures["bytes"] / answered}


def one_run(server, loads, seconds):
    """The figures of the first load; the others run beside it. `other` is the share of a core that went elsewhere."""
    machine, own, served, began = machine_cpu(), own_cpu(), process_cpu(server.pid), time.monotonic()
    running = [Wrk(server, load, seconds) for load in loads]
    results = [wrk.figures() for wrk in running]
    served = process_cpu(server.pid) - served
    other = machine_cpu() - machine - served - (own_cpu() - own)
    first = results[0]
    first["failed"] = sum(result["failed"] for result in results)
    first["cpu_us"] = served / max(first["requests"], 1) * 1e6
    first["other"] = max(other, 0) / (time.monotonic() - began)
    return first


def wait_for_quiet(plan):
    """Until the machine does little else, but not for long."""
    for _ in range(10):
        before = machine_cpu()
        time.sleep(0.2)
        if (machine_cpu() - before) / 0.2 < 2 * QUIET or plan.patience <= 0:
            return
        plan.wait(1)


def measure(servers, loads, plan):
    """{server name: summary}. The servers take turns, so that what disturbs one disturbs the others as well."""
    runs = {server.name: [] for server in servers}

    def disturbed():
        return any(sum(run["other"] < QUIET for run in of) < plan.repeats for of in runs.values())

    rounds = 0
    while rounds < plan.repeats or (disturbed() and rounds < 2 * plan.repeats and plan.patience > 0):
        rounds += 1
        for server in servers:
            wait_for_quiet(plan)
            runs[server.name].append(one_run(server, loads, plan.seconds))
            if rounds > plan.repeats:
                plan.patience -= plan.seconds
    return {name: summary(sorted(of, key=lambda run: run["other"])[:plan.repeats]) for name, of in runs.items()}


def summary(runs):
    """Medians; `spread` has the lowest and the highest of each."""
    names = ("rate", "p50_us", "p99_us", "max_us", "cpu_us", "bytes")
    values = {name: [run[name] for run in runs] for name in names}
    return {**{name: median(of) for name, of in values.items()},
            "spread": {name: (min(of), max(of)) for name, of in values.items()},
            "requests": sum(run["requests"] for run in runs), "failed": sum(run["failed"] for run in runs),
            "other": max(run["other"] for run in runs)}
