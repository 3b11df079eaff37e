#!/usr/bin/env python3
"""An OpenAI-compatible model that answers at once, for measuring what the agent adds: `instant_model.py TURNS`.

It asks for one fs_read of another file (note-N.txt) in each turn but the last, and then gives a text. Its own time, from
the first byte of a request to the last of its answer, is summed up: GET /spent tells the sum and begins a new one. The
first line of its output is its base URL. It ends when its standard input closes.
"""

import json
import socketserver
import sys
import threading
import time


def event(delta, finish=None):
    chunk = {"id": "x", "object": "chat.completion.chunk", "model": "instant",
             "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return f"data: {json.dumps(chunk)}\n\n"


def reading(turn):
    call = {"index": 0, "id": f"call_{turn}", "type": "function",
            "function": {"name": "fs_read", "arguments": json.dumps({"path": f"note-{turn}.txt"})}}
    return event({"role": "assistant", "tool_calls": [call]}) + event({}, "tool_calls") + "data: [DONE]\n\n"


def answers(turns):
    last = event({"role": "assistant", "content": "All notes are read."}) + event({}, "stop") + "data: [DONE]\n\n"
    return [reading(turn) for turn in range(turns - 1)] + [last]


class Spent:
    def __init__(self):
        self.lock, self.seconds, self.requests = threading.Lock(), 0.0, 0

    def add(self, seconds):
        with self.lock:
            self.seconds += seconds
            self.requests += 1

    def take(self):
        with self.lock:
            taken = {"seconds": self.seconds, "requests": self.requests}
            self.seconds, self.requests = 0.0, 0
            return taken


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        pending = b""
        while True:
            if not pending:
                pending = self.request.recv(65536)
            if not pending:
                return
            began = time.monotonic()
            while b"\r\n\r\n" not in pending:
                pending += self.request.recv(65536)
            head, _, pending = pending.partition(b"\r\n\r\n")
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
            length = int(fields.get(b"content-length", 0))
            while len(pending) < length:
                pending += self.request.recv(1 << 20)
            body, pending = pending[:length], pending[length:]
            if head.startswith(b"GET /spent"):
                self.reply("application/json", json.dumps(self.server.spent.take()))
            elif head.startswith(b"POST"):
                done = sum(message["role"] == "tool" for message in json.loads(body)["messages"])
                # Before the answer: whoever has it may ask at once what was spent.
                self.server.spent.add(time.monotonic() - began)
                self.reply("text/event-stream", self.server.answers[min(done, len(self.server.answers) - 1)])
            else:
                self.reply("application/json", json.dumps({"object": "list", "data": [{"id": "instant"}]}))

    def reply(self, content_type, text):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(text)}\r\n\r\n"
        self.request.sendall((head + text).encode())


class InstantModel(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, turns):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.spent = answers(turns), Spent()


def main():
    with InstantModel(int(sys.argv[1])) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
