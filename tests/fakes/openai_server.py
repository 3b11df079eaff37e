#!/usr/bin/env python3
"""An OpenAI-compatible chat server for tests: scripted, deterministic, without a model.

    openai_server.py [--unix PATH] [--script FILE] [--key KEY] [--parent-watch]

Listens on 127.0.0.1 at a free port, or on a unix socket, and prints its base URL ("http://127.0.0.1:41234/v1") as its
first line. With --key every request under /v1 needs "Authorization: Bearer KEY". With --parent-watch it ends when its
standard input closes, so that it cannot outlive a test that was killed.

Which answer a request gets is decided by its model name, "NAME[@OPTION[,OPTION…]]". A request whose conversation ends
in tool results is answered with the text "Results: " and the results, joined by " | ", so that an agent's loop ends;
exceptions are named below.

Text and ends
  text             three pieces of text, usage in the last chunk
  echo             the last user message, word by word
  thinking         reasoning_content, then text;  thinking-ollama: the same in `reasoning`
  parts            content as a list of text parts
  usage-every      usage in every chunk;  usage-null: null until the last;  no-usage: none
  no-done          finish_reason, then the end without [DONE]
  no-finish        [DONE] without a finish_reason
  crlf, comments   CRLF line ends; comment lines between events
  json             one application/json body although a stream was asked for
  refusal, filter, length    the three other ends
  empty            no text at all, finish_reason stop
Tool calls (fs_list of "." and, where there are two, fs_read of "README.md")
  tools-one             id and name first, arguments in two pieces
  tools-parallel        two calls, pieces interleaved by index
  tools-whole           both calls complete in one chunk
  tools-index0          two whole calls, both at index 0
  tools-index0-stream   the same, streamed in pieces
  tools-no-index        pieces without index
  tools-late-name       the id first, the name later
  tools-dict            arguments as an object
  tools-empty-args      arguments ""
  tools-no-id           no ids at all;  tools-same-id: two calls with one id;  tools-id-each: the id in every piece
  tools-stop            finish_reason "stop" in spite of the calls
  tools-bad-json        arguments that are not JSON
  tools-unknown         a tool that does not exist
  function-call         the old function_call
  text-and-tools        text before the call
Longer tasks
  script           the steps of the --script FILE, see below
  write            fs_write of notes/fake.md, then fs_edit of it, then text
  loop             the same call for ever, whatever the results
  many[-N]         N (8) fs_read calls at once, of the paths in the user's message that exist there as words with a dot;
                   "README.md" where there are too few
Failures
  error-401 error-403 error-404 error-400 error-500 error-overflow error-quota     always
  429-once 500-once      the first request for this model name fails (429 with retry-after-ms: 20), the next is "text"
  429-long-once          the same with "retry-after: 30"
  error-mid              text, then an error object;  error-mid-first: an error object at once;  error-choice: OpenRouter's
  truncated              text, then the end of the connection;  truncated-tool: in the middle of a call's arguments
  reset                  closes the connection without an answer
  stall                  accepts the request and sends nothing until released
  stall-mid              sends one piece of text, then waits until released
  slow                   "text", 10 pieces, each waiting for `delay` milliseconds (20)
Options
  chunk=N    writes the body in pieces of N bytes
  delay=MS   waits before each event
  twice      asks for the same tools again after the first results, then ends: an agent loop of three turns

Script file: {"steps": [STEP, …]}: the n-th request for the model "script" since the user last spoke gets step n, every
later one the last step. STEP is {"text": "…"}, {"calls": [{"name": "fs_read",
"arguments": {…}}, …]}, both, {"model": "NAME"} (play that scenario), or {"results": true} (quote the results).

Control, without a key:
  POST /control/release         opens the gate for every request that stalls now or later
  POST /control/hold            closes it again
  GET  /control/log             {"requests": [{"path", "model", "headers", "body"}…], "closed_early": N, "stalled": N}
  GET  /control/wait?stalled=N  answers once N requests have stalled (or 10 s have passed: status 504)
  GET  /control/wait?requests=N    once N chat requests have come;  ?closed=N: once N clients have hung up on an answer
  POST /control/reset           forgets the log and the "once" counters, and closes the gate
"""
import argparse
import json
import os
import select
import socket
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from openai_scenarios import CUT, GATE, as_one_body, conversation_fault, scenario, tool_scenario, turn_of

MODELS = """text echo thinking thinking-ollama parts usage-every usage-null no-usage no-done no-finish crlf comments json
refusal filter length empty tools-one tools-parallel tools-whole tools-index0 tools-index0-stream tools-no-index
tools-late-name tools-dict tools-empty-args tools-no-id tools-same-id tools-id-each tools-stop tools-bad-json tools-unknown
function-call text-and-tools script write loop many error-401 error-403 error-404 error-400 error-500 error-overflow
error-quota 429-once 500-once 429-long-once error-mid error-mid-first error-choice truncated truncated-tool reset stall
stall-mid slow""".split()
# What real servers say of how much fits into a model, each in its own way; most say nothing.
LENGTHS = {"text": {"meta": {"n_ctx": 1000, "n_ctx_train": 131072}}, "usage-every": {"max_model_len": 2000},
           "usage-null": {"context_length": 3000}, "parts": {"max_model_len": -1}}


class State:
    """What the control endpoints show and steer. Every field is guarded by `changed`."""

    def __init__(self):
        self.changed = threading.Condition()
        self.clear()

    def clear(self):
        self.requests, self.seen, self.closed, self.stalled, self.open = [], {}, 0, 0, False

    def update(self, change):
        with self.changed:
            result = change()
            self.changed.notify_all()
            return result

    def wait_for(self, ready, seconds):
        with self.changed:
            return self.changed.wait_for(ready, seconds)


STATE = State()


# Answers with an error status.
ERRORS = {
    "error-400": (400, {"message": "the fake server dislikes this", "type": "invalid_request_error"}, {}),
    "error-401": (401, {"message": "no such key", "type": "authentication_error"}, {}),
    "error-403": (403, {"message": "not for this key", "type": "permission_error"}, {}),
    "error-404": (404, {"message": "no such model", "type": "not_found_error", "code": "model_not_found"}, {}),
    "error-500": (500, {"message": "the fake server is ill", "type": "server_error"}, {}),
    "error-quota": (429, {"message": "no credit left", "code": "insufficient_quota"}, {}),
    "error-overflow": (400, {"code": 400, "message": "too long", "type": "exceed_context_size_error",
                             "n_prompt_tokens": 9000, "n_ctx": 4096}, {}),
    "429-once": (429, {"message": "slow down", "code": "rate_limit_exceeded"}, {"retry-after-ms": "20"}),
    "429-long-once": (429, {"message": "slow down", "code": "rate_limit_exceeded"}, {"retry-after": "30"}),
    "500-once": (500, {"message": "try again", "type": "server_error"}, {}),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "fake-openai"
    options = {}

    def log_message(self, *_):
        pass

    def address_string(self):
        return "local"

    # --- routes

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/control/log":
            with STATE.changed:
                self.answer(200, {"requests": STATE.requests, "closed_early": STATE.closed, "stalled": STATE.stalled})
        elif url.path == "/control/wait":
            self.control_wait({key: int(values[0]) for key, values in parse_qs(url.query).items()})
        elif url.path == "/v1/models":
            if self.has_key():
                self.answer(200, {"object": "list", "data": [{"id": name, "object": "model", **LENGTHS.get(name, {})} for name in MODELS]})
        else:
            self.answer(404, {"error": {"message": f"no route {url.path}", "type": "not_found_error"}})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/v1/chat/completions":
            if self.has_key():
                self.chat(body)
        elif self.path in ("/control/release", "/control/hold"):
            STATE.update(lambda: setattr(STATE, "open", self.path.endswith("release")))
            self.answer(200, {})
        elif self.path == "/control/reset":
            STATE.update(STATE.clear)
            self.answer(200, {})
        else:
            self.answer(404, {"error": {"message": f"no route {self.path}", "type": "not_found_error"}})

    def control_wait(self, wanted):
        def ready():
            return (STATE.stalled >= wanted.get("stalled", 0) and len(STATE.requests) >= wanted.get("requests", 0)
                    and STATE.closed >= wanted.get("closed", 0))
        self.answer(200 if STATE.wait_for(ready, 10) else 504, {})

    def has_key(self):
        key = self.server.key
        if not key or self.headers.get("Authorization") == f"Bearer {key}":
            return True
        self.answer(401, {"error": {"message": "the fake server needs its key", "type": "authentication_error"}})
        return False

    # --- a chat request

    def chat(self, body):
        try:
            request = json.loads(body)
        except ValueError:
            return self.answer(400, {"error": {"message": "the body is not JSON", "type": "invalid_request_error"}})
        messages = request.get("messages", [])
        model = request.get("model", "")
        headers = {name.lower(): value for name, value in self.headers.items() if name.lower() != "authorization"}
        entry = {"path": self.path, "model": model, "headers": headers, "body": request}
        seen = STATE.update(lambda: self.note(entry))
        fault = conversation_fault(messages)
        if fault:
            return self.answer(400, {"error": {"message": fault, "type": "invalid_request_error"}})
        name, _, words = model.partition("@")
        self.options = dict((word.partition("=")[0], word.partition("=")[2]) for word in words.split(",") if word)
        if name in ERRORS and not (name.endswith("-once") and seen > 1):
            status, error, extra = ERRORS[name]
            return self.answer(status, {"error": error}, extra)
        if name == "reset":
            self.close_connection = True
            return None
        return self.play("text" if name.endswith("-once") else name, messages)

    @staticmethod
    def note(entry):
        STATE.requests.append(entry)
        STATE.seen[entry["model"]] = STATE.seen.get(entry["model"], 0) + 1
        return STATE.seen[entry["model"]]

    def play(self, name, messages):
        events = tool_scenario(name, messages) if "twice" in self.options and turn_of(messages) < 2 else None
        events = events or scenario(name, messages, self.server.steps)
        if events is None:
            error = {"message": f"model '{name}' not found", "type": "not_found_error", "code": "model_not_found"}
            return self.answer(404, {"error": error})
        if name == "json":
            return self.answer(200, as_one_body(events))
        try:
            self.stream(name, events)
        except (ConnectionError, BrokenPipeError):
            STATE.update(lambda: setattr(STATE, "closed", STATE.closed + 1))
            self.close_connection = True
        return None

    def stream(self, name, events):
        delay = int(self.options.get("delay", 20 if name == "slow" else 0)) / 1000
        headers_sent = False
        for event in events:
            if event is GATE:
                self.wait_at_gate()
                continue
            if not headers_sent:
                self.begin_stream()
                headers_sent = True
            if event is CUT:
                self.close_connection = True
                return
            if delay:
                time.sleep(delay)
            data = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
            end = "\r\n" if name == "crlf" else "\n"
            comment = f": keep waiting{end}{end}" if name == "comments" else ""
            self.send_body(f"{comment}data: {data}{end}{end}".encode())
        self.wfile.write(b"0\r\n\r\n")

    def begin_stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send_body(self, data):
        size = int(self.options.get("chunk", 0)) or len(data)
        for start in range(0, len(data), size):
            piece = data[start:start + size]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()

    def wait_at_gate(self):
        """Until released; a client that hangs up meanwhile is noticed."""
        STATE.update(lambda: setattr(STATE, "stalled", STATE.stalled + 1))
        while not STATE.wait_for(lambda: STATE.open, 0.02):
            readable, _, _ = select.select([self.connection], [], [], 0)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionError("the client hung up")

    def answer(self, status, body, extra=None):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self):
        connection, _ = super().get_request()
        return connection, ("local", 0)


class TcpServer(ThreadingHTTPServer):
    daemon_threads = True

    def get_request(self):
        connection, address = super().get_request()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # pieces go out as they are written
        return connection, address


def main():
    parser = argparse.ArgumentParser(description="A scripted OpenAI-compatible server for tests.")
    parser.add_argument("--unix", metavar="PATH")
    parser.add_argument("--script", metavar="FILE")
    parser.add_argument("--key", default="")
    parser.add_argument("--parent-watch", action="store_true")
    arguments = parser.parse_args()

    server = UnixServer(arguments.unix, Handler) if arguments.unix else TcpServer(("127.0.0.1", 0), Handler)
    server.key = arguments.key
    server.steps = [{"text": "no script was given"}]
    if arguments.script:
        with open(arguments.script, encoding="utf-8") as file:
            server.steps = json.load(file)["steps"]
    if arguments.unix:
        print(f"unix:{arguments.unix}", flush=True)
    else:
        print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    if arguments.parent_watch:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    try:
        server.serve_forever(poll_interval=0.05)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
