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

Script file: {"steps": [STEP, …]}: the n-th request for the model "script" of one conversation (n = its assistant
messages) gets step n, the last one from then on. STEP is {"text": "…"}, {"calls": [{"name": "fs_read",
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
import re
import select
import socket
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MODELS = """text echo thinking thinking-ollama parts usage-every usage-null no-usage no-done no-finish crlf comments json
refusal filter length empty tools-one tools-parallel tools-whole tools-index0 tools-index0-stream tools-no-index
tools-late-name tools-dict tools-empty-args tools-no-id tools-same-id tools-id-each tools-stop tools-bad-json tools-unknown
function-call text-and-tools script write loop many error-401 error-403 error-404 error-400 error-500 error-overflow
error-quota 429-once 500-once 429-long-once error-mid error-mid-first error-choice truncated truncated-tool reset stall
stall-mid slow""".split()

LIST_ARGUMENTS = json.dumps({"path": "."})
READ_ARGUMENTS = json.dumps({"path": "README.md"})
USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
         "prompt_tokens_details": {"cached_tokens": 64}, "completion_tokens_details": {"reasoning_tokens": 5}}
GATE, CUT = object(), object()  # in a stream: wait for the release; close the connection here


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


# --- events -----------------------------------------------------------------------------------------------------------

def chunk(delta=None, finish=None, **extra):
    return {"id": "chatcmpl-fake", "object": "chat.completion.chunk", "created": 1700000000, "model": "fake",
            "choices": [{"index": 0, "delta": delta or {}, "finish_reason": finish}], **extra}


def call(arguments=None, index=None, id=None, name=None):
    piece = {"function": {}}
    if index is not None:
        piece["index"] = index
    if id is not None:
        piece.update({"id": id, "type": "function"})
    if name is not None:
        piece["function"]["name"] = name
    if arguments is not None:
        piece["function"]["arguments"] = arguments
    return piece


def calls(*pieces):
    return chunk({"tool_calls": list(pieces)})


def usage_chunk():
    return {"id": "chatcmpl-fake", "object": "chat.completion.chunk", "created": 1700000000, "model": "fake", "choices": [],
            "usage": USAGE}


def ended(events, finish="stop"):
    return [chunk({"role": "assistant", "content": ""}), *events, chunk(finish=finish), usage_chunk(), "[DONE]"]


def text_events(text):
    return [chunk({"content": piece}) for piece in re.findall(r"\s*\S+|\s+$", text)]


def whole_calls(wanted, salt=""):
    """Every call complete, in one chunk."""
    pieces = [call(json.dumps(arguments), index, f"call_{salt}{index}", name)
              for index, (name, arguments) in enumerate(wanted)]
    return ended([calls(*pieces)], "tool_calls")


# --- scenarios: a list of events for a conversation -------------------------------------------------------------------

def half(text):
    return text[:len(text) // 2], text[len(text) // 2:]


def tool_scenario(name, turn):
    one, two = f"call_{turn}a", f"call_{turn}b"
    list1, list2 = half(LIST_ARGUMENTS)
    read1, read2 = half(READ_ARGUMENTS)
    begin = call("", 0, one, "fs_list")
    shapes = {
        "tools-one": [calls(begin), calls(call(list1, 0)), calls(call(list2, 0))],
        "tools-parallel": [calls(begin), calls(call("", 1, two, "fs_read")), calls(call(list1, 0)), calls(call(read1, 1)),
                           calls(call(list2, 0)), calls(call(read2, 1))],
        "tools-whole": [calls(call(LIST_ARGUMENTS, 0, one, "fs_list"), call(READ_ARGUMENTS, 1, two, "fs_read"))],
        "tools-index0": [calls(call(LIST_ARGUMENTS, 0, one, "fs_list")), calls(call(READ_ARGUMENTS, 0, two, "fs_read"))],
        "tools-index0-stream": [calls(begin), calls(call(list1, 0)), calls(call(list2, 0)),
                                calls(call("", 0, two, "fs_read")), calls(call(read1, 0)), calls(call(read2, 0))],
        "tools-no-index": [calls(call("", None, one, "fs_list")), calls(call(list1)), calls(call(list2)),
                           calls(call("", None, two, "fs_read")), calls(call(read1)), calls(call(read2))],
        "tools-late-name": [calls(call(None, 0, one)), calls(call(None, 0, None, "fs_list")),
                            calls(call(LIST_ARGUMENTS, 0))],
        "tools-dict": [calls(call(json.loads(LIST_ARGUMENTS), 0, one, "fs_list"),
                             call(json.loads(READ_ARGUMENTS), 1, two, "fs_read"))],
        "tools-empty-args": [calls(call("", 0, one, "fs_list"))],
        "tools-no-id": [calls(call(LIST_ARGUMENTS, 0, None, "fs_list")), calls(call(READ_ARGUMENTS, 1, None, "fs_read"))],
        "tools-same-id": [calls(call(LIST_ARGUMENTS, 0, "call_0", "fs_list"), call(READ_ARGUMENTS, 1, "call_0", "fs_read"))],
        "tools-id-each": [calls(call(list1, 0, one, "fs_list")), calls(call(list2, 0, one, "fs_list"))],
        "tools-stop": [calls(call(LIST_ARGUMENTS, 0, one, "fs_list"))],
        "tools-bad-json": [calls(call('{"path": README', 0, one, "fs_read"))],
        "tools-unknown": [calls(call("{}", 0, one, "fs_imagine"))],
        "text-and-tools": [chunk({"content": "I look. "}), calls(call(LIST_ARGUMENTS, 0, one, "fs_list"))],
        "function-call": [chunk({"function_call": {"name": "fs_list", "arguments": list1}}),
                          chunk({"function_call": {"arguments": list2}})],
    }
    finish = {"tools-stop": "stop", "function-call": "function_call"}.get(name, "tool_calls")
    return ended(shapes[name], finish) if name in shapes else None


def text_scenario(name, messages):
    hello = [chunk({"content": piece}) for piece in ("Hello", " wörld", "!")]
    if name == "thinking":
        hello = [chunk({"content": None, "reasoning_content": "I greet."}), *hello]
    if name == "thinking-ollama":
        hello = [chunk({"content": "", "reasoning": "I greet."}), *hello]
    whole = ended(hello)
    truncated_call = calls(call('{"path": "REA', 0, "call_cut", "fs_read"))
    overloaded = {"error": {"message": "the fake server broke in the middle", "type": "server_error", "code": 500}}
    return {
        "text": whole, "thinking": whole, "thinking-ollama": whole, "crlf": whole, "comments": whole, "json": whole,
        "echo": ended(text_events(text_of(last(messages, "user")))),
        "parts": ended([chunk({"content": [{"type": "text", "text": "Hello wörld!"}]})]),
        "usage-every": [dict(event, usage=USAGE) if isinstance(event, dict) else event for event in whole],
        "usage-null": [{**event, "usage": event.get("usage")} if isinstance(event, dict) else event for event in whole],
        "no-usage": [event for event in whole if not (isinstance(event, dict) and "usage" in event)],
        "no-done": whole[:-1],
        "no-finish": [*hello, "[DONE]"],
        "empty": ended([]),
        "refusal": ended([chunk({"content": None, "refusal": "I will not do that."})]),
        "filter": ended(hello, "content_filter"),
        "length": ended(hello, "length"),
        "error-mid": [*hello[:1], overloaded, CUT],
        "error-mid-first": [overloaded, CUT],
        "error-choice": [*hello[:1], chunk({"content": ""}, "error", **overloaded), "[DONE]"],
        "truncated": [*hello[:1], CUT],
        "truncated-tool": [*hello[:1], truncated_call, CUT],
        "stall": [GATE, *whole],
        "stall-mid": [*hello[:1], GATE, *hello[1:], chunk(finish="stop"), usage_chunk(), "[DONE]"],
        "slow": ended([chunk({"content": f"piece {number} "}) for number in range(10)]),
    }.get(name)


def write_scenario(turn):
    path = "notes/fake.md"
    steps = [("fs_write", {"path": path, "content": "one\ntwo\nthree\n"}),
             ("fs_edit", {"path": path, "old_text": "two", "new_text": "2"})]
    return whole_calls([steps[turn]], f"w{turn}") if turn < len(steps) else None


def many_scenario(name, messages, turn):
    count = int(name.partition("-")[2] or 8)
    named = [word.strip(",;:\"'") for word in text_of(last(messages, "user")).split() if "." in word.strip(".,;:\"'")]
    paths = (named + ["README.md"] * count)[:count]
    return whole_calls([("fs_read", {"path": path}) for path in paths], f"m{turn}_")


def script_scenario(steps, messages, turn):
    step = steps[min(turn, len(steps) - 1)]
    if "model" in step:
        return scenario(step["model"], messages, turn, steps)
    if step.get("results"):
        return ended(text_events(results_text(messages)))
    events = text_events(step.get("text", ""))
    wanted = [(each["name"], each.get("arguments", {})) for each in step.get("calls", [])]
    if wanted:
        whole = whole_calls(wanted, f"s{turn}_")
        return [whole[0], *events, *whole[1:]]
    return ended(events)


def scenario(name, messages, turn, steps):
    if name == "script":
        return script_scenario(steps, messages, turn)
    if name == "loop":
        return whole_calls([("fs_list", {"path": "."})], f"l{turn}_")
    if name == "write" and turn < 2:
        return write_scenario(turn)
    if messages and messages[-1].get("role") == "tool":
        return ended(text_events(results_text(messages)))
    if re.fullmatch(r"many(-\d+)?", name):
        return many_scenario(name, messages, turn)
    return tool_scenario(name, turn) or text_scenario(name, messages)


def text_of(message):
    content = (message or {}).get("content") or ""
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def last(messages, role):
    return next((message for message in reversed(messages) if message.get("role") == role), None)


def results_text(messages):
    results = []
    for message in reversed(messages):
        if message.get("role") != "tool":
            break
        results.insert(0, text_of(message))
    return "Results: " + " | ".join(results)


# --- failures before the first event ----------------------------------------------------------------------------------

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


def as_one_body(events):
    """The stream as the body of an answer that was not streamed."""
    text = "".join(event["choices"][0]["delta"].get("content") or "" for event in events
                   if isinstance(event, dict) and event["choices"])
    return {"id": "chatcmpl-fake", "object": "chat.completion", "created": 1700000000, "model": "fake", "usage": USAGE,
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}]}


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
                self.answer(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in MODELS]})
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
        turn = sum(1 for message in messages if message.get("role") == "assistant")
        events = None
        if "twice" in self.options and turn < 2:
            events = tool_scenario(name, turn)
        events = events or scenario(name, messages, turn, self.server.steps)
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


def conversation_fault(messages):
    """What real servers refuse: a call without its result, a result without its call, an empty text."""
    open_calls = []
    for number, message in enumerate(messages):
        role = message.get("role")
        if role == "tool":
            if message.get("tool_call_id") not in open_calls:
                return f"message {number}: a tool result without its call"
            open_calls.remove(message["tool_call_id"])
            continue
        if open_calls:
            return f"message {number}: the calls {open_calls} have no result"
        if role == "assistant":
            open_calls = [each["id"] for each in message.get("tool_calls", [])]
        if not text_of(message) and not open_calls:
            return f"message {number}: empty"
    return f"the calls {open_calls} have no result" if open_calls else None


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
