"""A client of Hearth's API on Python's http.client: over the unix socket as the CLI, or over TCP as a browser.

Api.get/post/put/patch/delete demand the expected status and return the parsed body; Api.request returns any Answer.
Paths are those below /api/v1.
"""

import http.client
import json
import os
import socket
from urllib.parse import urlsplit

SECONDS = 20 * float(os.environ.get("HEARTH_SLACK", "1"))
FINAL = ("run.finished", "run.failed", "run.cancelled", "run.interrupted")


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=SECONDS)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:2000]!r}"


class Api:
    calls = set()  # (method, path) of everything that was asked for in this process: for the test of completeness

    def __init__(self, connect, token):
        self.connect, self.token = connect, token

    @classmethod
    def unix(cls, path, token):
        return cls(lambda: UnixConnection(path), token)

    @classmethod
    def tcp(cls, url, token):
        parts = urlsplit(url)
        return cls(lambda: http.client.HTTPConnection(parts.hostname, parts.port, timeout=SECONDS), token)

    def _send(self, method, path, body, headers):
        """`path` is below /api/v1, or anything when it begins with "//"; a header that is None is left out."""
        target = path[1:] if path.startswith("//") else "/api/v1" + path
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            sent["Content-Type"] = "application/json"
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent.update(headers or {})
        connection = self.connect()
        try:
            connection.request(method, target, body, {name: value for name, value in sent.items() if value is not None})
            Api.calls.add((method, target.partition("?")[0]))
            return connection, connection.getresponse()
        except BaseException:
            connection.close()
            raise

    def request(self, method, path, body=None, headers=None):
        connection, response = self._send(method, path, body, headers)
        try:
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def _expect(self, status, method, path, body=None):
        answer = self.request(method, path, body)
        if answer.status != status:
            raise AssertionError(f"{method} {path}: expected {status}, got {answer!r}")
        return answer.json() if answer.body else None

    def get(self, path, status=200):
        return self._expect(status, "GET", path)

    def post(self, path, body=None, status=200):
        return self._expect(status, "POST", path, body)

    def put(self, path, body, status=200):
        return self._expect(status, "PUT", path, body)

    def patch(self, path, body, status=200):
        return self._expect(status, "PATCH", path, body)

    def delete(self, path, status=200):
        return self._expect(status, "DELETE", path)

    # --- runs

    def new_session(self, workspace, title="A test"):
        return self.post("/sessions", {"title": title, "workspace": str(workspace)}, status=201)["id"]

    def start(self, session, task, model=None):
        body = {"task": task, **({"model": model} if model else {})}
        return self.post(f"/sessions/{session}/runs", body, status=202)["id"]

    def events(self, run, after=None):
        """Follows a run; `after` is sent as Last-Event-ID."""
        return self.stream(f"/runs/{run}/events", {} if after is None else {"Last-Event-ID": str(after)})

    def stream(self, path, headers=None):
        connection, response = self._send("GET", path, None, headers or {})
        if response.status != 200:
            raise AssertionError(f"events of {path}: {response.status} {response.read()!r}")
        return EventStream(connection, response)

    def decide(self, run, call_id, decision, pattern=None, reason=None, status=200):
        given = {"pattern": pattern, "reason": reason}
        body = {"decision": decision, **{name: value for name, value in given.items() if value is not None}}
        return self.post(f"/runs/{run}/approvals/{call_id}", body, status)

    def follow(self, run, decision=None):
        """All events of a run, to its end; every question is answered with `decision`."""
        events = []
        with self.events(run) as stream:
            for event in stream:
                events.append(event)
                if event["type"] == "approval.requested" and decision:
                    self.decide(run, event["data"]["call_id"], decision)
        if not events or events[-1]["type"] not in FINAL:
            raise AssertionError(f"run {run}: the stream ended before the run: {[each['type'] for each in events]}")
        return events

    def work(self, session, task, model=None, decision=None):
        """A task to its end; its last event."""
        return self.follow(self.start(session, task, model), decision)[-1]

    def answer(self, session, task, model=None, decision=None):
        """A task that must finish; its answer."""
        last = self.work(session, task, model, decision)
        if last["type"] != "run.finished":
            raise AssertionError(f"{task!r} ended as {last}")
        return last["data"]["answer"]


class EventStream:
    """The events of a run as they come. Iterating ends when the server ends the stream."""

    def __init__(self, connection, response):
        self.connection, self.response = connection, response

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.response.close()
        self.connection.close()

    def __iter__(self):
        return self

    def __next__(self):
        fields = {}
        while True:
            raw = self.response.readline()
            if not raw:
                raise StopIteration
            line = raw.decode().rstrip("\n")
            if not line and fields:
                break
            if not line or line.startswith(":"):
                continue
            name, _, value = line.partition(": ")
            fields[name] = value
        event = json.loads(fields["data"])
        if (int(fields["id"]), fields["event"]) != (event["sequence"], event["type"]):
            raise AssertionError(f"the fields of the event differ from its data: {fields}")
        return event

    def until(self, *types):
        """The next event of one of these types."""
        seen = []
        for event in self:
            seen.append(event["type"])
            if event["type"] in types:
                return event
        raise AssertionError(f"the stream ended without {types}; it had {seen}")
