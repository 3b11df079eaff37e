"""The servers that are measured: Hearth, and the Node sidecar that it is measured against. Each runs on a copy of its own
of its seeded database, and offers the same work: a list of requests per kind of work."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

DEADLINE = 30
SEARCHES = ("search_rare", "search_pair", "search_common")


def lines(path):
    return path.read_text().splitlines()


def copy_of(source, target):
    """A copy that nothing of an earlier one is left in; sharing the blocks where the file system can."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)
    subprocess.run(["sync", "-f", target], check=True)


class Server:
    """One server process. `name` is what the table calls it."""

    def __init__(self, name):
        self.name, self.process, self.port, self.token = name, None, None, None

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        """Starts it and returns the seconds from before the exec to the first 200 of its health route."""
        before = time.monotonic()
        self.launch()
        while self.get_health() != 200:
            if time.monotonic() - before > DEADLINE or self.process.poll() is not None:
                raise SystemExit(f"bench: {self.name} did not start")
            time.sleep(0.001)
        return time.monotonic() - before

    def get_health(self):
        """The status, or None when nothing listens yet. A bare socket: Python's client would cost a millisecond."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), DEADLINE) as connection:
                head = (f"GET {self.health_path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
                        f"Authorization: Bearer {self.token}\r\n\r\n")
                connection.sendall(head.encode())
                return int(connection.recv(4096).split()[1])
        except ConnectionError:
            return None

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        status, text = answer.status, answer.read()
        connection.close()
        return status, json.loads(text)

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None

    def requests(self, kind):
        """[(method, path, body)] of one kind of work: list, history, append, or one of SEARCHES."""
        lists = self.lists
        if kind == "list":
            return [("GET", self.list_path.format(session), "") for session in lines(lists / "sessions.txt")]
        if kind == "history":
            return [("GET", self.history_path + quote(path), "") for path in lines(lists / "paths.txt")]
        if kind in SEARCHES:
            return [("GET", self.search_path + quote(words), "") for words in lines(lists / f"{kind}.txt")]
        sessions = lines(lists / "sessions.txt")
        return [("POST", self.append_path.format(session), body) for session, body in zip(sessions, self.bodies())]


class Hearth(Server):
    health_path = "/api/v1/health"
    list_path = append_path = "/api/v1/sessions/{}/messages"
    history_path = "/api/v1/history/files?path="
    search_path = "/api/v1/search?q="
    rows_of = {"list": "messages", "history": "tasks", **dict.fromkeys(SEARCHES, "results")}

    def __init__(self, name, binary, durability, seed, folder):
        super().__init__(name)
        self.binary, self.lists, self.seed, self.folder = binary, seed, seed, folder
        self.settings = f'[store]\ndurability = "{durability}"\n'
        self.durability = durability

    def fresh_data(self):
        copy_of(self.seed / "data", self.folder / "data")
        (self.folder / "config.toml").write_text(self.settings)

    def launch(self):
        self.runtime = tempfile.TemporaryDirectory(prefix="hearth-bench-")
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_RUNTIME_DIR": self.runtime.name,
                       "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.folder / "data", "--config", self.folder / "config.toml"],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        first = self.process.stdout.readline().decode()  # comes once it listens: "Hearth is running at http://…:PORT"
        if not first.strip():
            raise SystemExit(f"bench: {self.name} ended before it listened")
        self.port = int(first.rpartition(":")[2])
        self.token = next(Path(self.runtime.name).glob("hearth/*/token")).read_text()

    def socket_path(self):
        return next(Path(self.runtime.name).glob("hearth/*/socket"))

    def stop(self):
        if self.process is not None:
            super().stop()
            self.runtime.cleanup()

    def bodies(self):
        return [json.dumps({"text": text}) for text in lines(self.lists / "texts.txt")]


class Yardstick(Server):
    health_path = "/health"
    list_path = "/api/sessions/{}/messages?limit=50"
    append_path = "/api/sessions/{}/messages"
    history_path = "/api/history/file?path="
    search_path = "/api/search?q="
    rows_of = Hearth.rows_of

    def __init__(self, folder):
        super().__init__("yardstick")
        self.folder, self.lists = folder, folder / "work"
        self.token = "0f3c9a7be1d24c568a90"

    @classmethod
    def prepared(cls, source, folder):
        """A private copy of the yardstick, built and seeded; what is there already is kept."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in source.iterdir():
            if file.is_file():
                shutil.copyfile(file, folder / file.name)
        if not (folder / "node_modules" / ".package-lock.json").exists():
            print("bench: building the yardstick (npm ci), once: 1 to 2 minutes", flush=True)
            subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True,
                           env={**os.environ, "npm_config_build_from_source": "true"})
        if not (folder / "work" / "memory_bodies.txt").exists():  # what the seeding writes last
            print("bench: seeding the yardstick, once: about 1 minute", flush=True)
            subprocess.run(["node", "seed_data.mjs"], cwd=folder, check=True)
        return cls(folder)

    def fresh_data(self):
        copy_of(self.lists / "seed.db", self.folder / "run" / "run.db")

    def launch(self):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        environment = {**os.environ, "SIDECAR_PORT": str(self.port), "SIDECAR_TOKEN": self.token,
                       "SIDECAR_DB": str(self.folder / "run" / "run.db")}
        self.process = subprocess.Popen(["node", "server.mjs"], cwd=self.folder, env=environment,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def bodies(self):
        return lines(self.lists / "message_bodies.txt")
