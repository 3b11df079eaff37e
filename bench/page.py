"""What the page costs: CPU time of its main thread while an answer comes in, in Chromium and in the window, and what it loads.
The real sidecar, the real page; the model says the same answer each time (steady_model.py)."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from steady_model import SteadyModel

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
sys.path[:0] = [str(REPOSITORY / "tests" / "functional"), str(REPOSITORY / "tests" / "shell")]

from hearth import Hearth  # noqa: E402
from screen import Screen  # noqa: E402
from window import descendants  # noqa: E402

REST_SECONDS = 3  # until a page that was opened has come to rest
NANOSECONDS = 1e9


@contextmanager
def sidecar(binaries):
    with tempfile.TemporaryDirectory(prefix="hearth-bench-page-") as folder:
        hearth = Hearth(folder, program=binaries / "hearth").serve()
        try:
            hearth.api().put("/page-state/welcomed", {"value": "yes"})
            yield hearth
        finally:
            hearth.stop()


@contextmanager
def chromium(hearth, address):
    """(its process, the paths that it asked for)"""
    link = hearth.api().post("/login-codes", {}, status=201)["url"]
    environment = {**os.environ, "PATH": f"{REPOSITORY}/.deps/bin:{os.environ['PATH']}"}
    with subprocess.Popen(["node", HERE / "browser.mjs", link, address], env=environment, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        yield process, json.loads(process.stdout.readline())
        process.stdin.close()
    if process.returncode != 0:
        raise SystemExit("bench: something was wrong with the page in Chromium")


def main_threads(pid, kind):
    """Seconds of CPU of the main threads of the processes below that draw pages."""
    total = 0.0
    for process in descendants(pid):
        if kind in process.words and not process.words.startswith("/usr/bin/bwrap"):
            total += int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / NANOSECONDS
    return total


def cost_of_answer(api, run, model, cpu):
    """Milliseconds of CPU from the first token until the page has come to rest, less what it takes when nothing happens."""
    time.sleep(REST_SECONDS)
    before = cpu()
    model.go()
    events = api.follow(run)
    time.sleep(REST_SECONDS)
    after = cpu()
    time.sleep(REST_SECONDS)
    idle = cpu() - after
    model.hold()
    if events[-1]["type"] != "run.finished":
        raise SystemExit(f"bench: the run ended as {events[-1]}")
    return (after - before - idle) * 1000


def start_run(api, workspace):
    """A run that waits for its model: (its session's address, the run)."""
    session = api.new_session(workspace, "Benchmark")
    return session, api.start(session, "Why was the kiln cold?", "local/steady")


def in_chromium(hearth, model):
    api = hearth.api()
    session, run = start_run(api, hearth.folder / "work")
    with chromium(hearth, f"#/sessions/{session}") as (process, _):
        return cost_of_answer(api, run, model, lambda: main_threads(process.pid, "--type=renderer"))


def in_window(hearth, model, screen):
    api = hearth.api()
    session, run = start_run(api, hearth.folder / "work")
    window = subprocess.Popen([hearth.program.parent / "hearth-shell", f"hearth://session/{session}"],
                              env={**hearth.env, **screen.env}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        return cost_of_answer(api, run, model, lambda: main_threads(window.pid, "WebKitWebProcess"))
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait(20)


def measure_answers(binaries, count, tokens):
    """Milliseconds for each thousand tokens: ([in Chromium], [in the window])"""
    with sidecar(binaries) as hearth, SteadyModel(tokens) as model:
        hearth.api().put("/settings/local.base_url", {"value": model.url})
        screen = Screen(hearth.folder)
        try:
            costs = [(in_chromium(hearth, model), in_window(hearth, model, screen)) for _ in range(count)]
        finally:
            screen.close()
    if min(map(min, costs)) <= 0:
        raise SystemExit(f"bench: a page drew nothing: {costs}")
    return tuple([cost * 1000 / tokens for cost in engine] for engine in zip(*costs))


def encoded_size(api, path, encoding):
    return len(api.request("GET", "/" + path, headers={"Accept-Encoding": encoding}).body)


def measure_loading(binaries):
    """Kilobytes as they are sent: {"gzip": …, "br": …} until the first question can be asked, and all that may come later."""
    with sidecar(binaries) as hearth:
        api = hearth.api()
        with chromium(hearth, "#/") as (_, asked):
            first = {path for path in asked if not path.startswith("/api/")}
        everything = {f"/assets/{file.name}" for file in (REPOSITORY / "ui" / "dist" / "assets").iterdir()
                      if file.suffix in (".js", ".css")}
        def total(paths, encoding):
            return sum(encoded_size(api, path, encoding) for path in paths) / 1000
        return {"gzip": total(first, "gzip"), "br": total(first, "br"), "later": total(everything - first, "gzip")}
