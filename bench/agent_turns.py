"""What the agent adds to each turn of a run: the time of whole runs, from the request that starts one to its last event,
less what the model took, over the number of turns."""

import http.client
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "functional"))

from api_client import Api  # noqa: E402

TURNS = 20
REFLEX_TASK = "Read note-1.txt, list the files, and search for kiln"


class InstantModel:
    """instant_model.py as a process of its own, so that its work and ours do not share an interpreter."""

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, "-B", HERE / "instant_model.py", str(TURNS)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def take_spent(self):
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
        connection.request("GET", "/spent")
        spent = json.loads(connection.getresponse().read())
        connection.close()
        return spent


def make_workspace(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(TURNS):
        (folder / f"note-{number}.txt").write_text(f"Note {number}\nThe kiln was at {900 + number} degrees.\n" * 20)


def turns_of(events):
    return sum(event["type"] == "turn.started" for event in events)


def timed_run(api, workspace, task, model):
    """Seconds, turns and the last event of a run in a session of its own."""
    session = api.new_session(workspace, "Benchmark")
    began = time.monotonic()
    events = api.follow(api.start(session, task, model))
    seconds = time.monotonic() - began
    if events[-1]["type"] != "run.finished":
        raise SystemExit(f"bench: the run ended as {events[-1]}")
    return seconds, turns_of(events)


def summary(per_turn):
    milliseconds = sorted(seconds * 1000 for seconds in per_turn)
    return {"ms": median(milliseconds), "spread": {"ms": (milliseconds[0], milliseconds[-1])}, "runs": len(per_turn)}


def scripted_run(api, workspace, model):
    """Seconds a turn of a run on the scripted model, less what the model itself took."""
    model.take_spent()
    seconds, turns = timed_run(api, workspace, "Read the notes", "local/instant")
    spent = model.take_spent()
    if turns != TURNS or spent["requests"] != TURNS:
        raise SystemExit(f"bench: {turns} turns and {spent['requests']} requests instead of {TURNS}")
    return (seconds - spent["seconds"]) / turns


def measure(server, folder, runs):
    """{"scripted": …, "reflex": …} for one started Hearth. In the built-in tier the model's time is part of the figure: it
    works inside Hearth."""
    workspace = folder / "workspace"
    make_workspace(workspace)
    api = Api.unix(server.socket_path(), server.token)
    scripted, reflex = [], []
    with InstantModel() as model:
        api.put("/settings/local.base_url", {"value": model.url})
        for number in range(runs + 1):
            scripted_one = scripted_run(api, workspace, model)
            built_in, its_turns = timed_run(api, workspace, REFLEX_TASK, "reflex")
            if number > 0:  # the first warms up
                scripted.append(scripted_one)
                reflex.append(built_in / its_turns)
    return {"scripted": summary(scripted), "reflex": summary(reflex)}
