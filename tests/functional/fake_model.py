"""The scripted model server of tests/fakes for a test: FakeModel starts it, `use` makes it the sidecar's local server.

Its model names say how it answers, as in "local/tools-parallel@chunk=1"; openai_server.py lists them. With `steps`
(see "Script file" there) the model "local/script" plays those.
"""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from hearth import REPOSITORY, SLACK

SERVER = REPOSITORY / "tests/fakes/openai_server.py"


def calls(*wanted):
    """A step of the script: tool calls, each (name, arguments)."""
    return {"calls": [{"name": name, "arguments": arguments} for name, arguments in wanted]}


class FakeModel:
    def __init__(self, test, steps=None):
        words = [sys.executable, "-B", str(SERVER), "--parent-watch"]
        if steps is not None:
            script = Path(test.folder) / "script.json"
            script.write_text(json.dumps({"steps": steps}))
            words += ["--script", str(script)]
        with open(Path(test.folder) / "model.log", "ab") as log:  # it complains of clients that hang up
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        test.addCleanup(self.close)
        self.url = self.process.stdout.readline().decode().strip()

    def use(self, api):
        api.put("/settings/local.base_url", {"value": self.url})

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    # --- control

    def _control(self, path, method):
        root = self.url.removesuffix("/v1")
        request = urllib.request.Request(f"{root}/control/{path}", method=method, data=b"" if method == "POST" else None)
        with urllib.request.urlopen(request, timeout=15 * SLACK) as answer:
            return json.load(answer)

    def release(self):
        self._control("release", "POST")

    def hold(self):
        self._control("hold", "POST")

    def reset(self):
        self._control("reset", "POST")

    def log(self):
        return self._control("log", "GET")

    def wait(self, **counts):
        """Until so many requests have `stalled`, come (`requests`) or been given up by the client (`closed`)."""
        for name, count in counts.items():
            self._control(f"wait?{name}={count}", "GET")
