"""An OpenAI-compatible model that says one long answer at an even pace, for measuring what drawing it costs: every request
waits for `go()`, then gets the answer, TOKENS_A_SECOND pieces of four characters a second, about what a token holds."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = 4
TOKENS_A_SECOND = 100
# What answers are made of; it is said again and again.
SECTION = """## Why the kiln was cold

The log of **14 March** says that the kiln stood at `212 °C` when it should have been at 900, see [the notes](notes.md). Three
things can lead to that:

1. the thermocouple was read in the wrong unit, as it was in *January*;
2. the door stood open, which nobody wrote down;
3. the burner went out after the gas had been changed.

| hour | wanted | measured |
|---|---|---|
| 06:00 | 400 | 212 |
| 07:00 | 650 | 214 |

```python
def mean(readings):
    # One that is missing counts for nothing.
    known = [value for value in readings if value is not None]
    return sum(known) / len(known) if known else None
```

> Whoever opens the door writes it down.

"""


def chunk(delta, finish=None):
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', 'model': 'steady', 'choices': [choice]})}\n\n"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"object": "list", "data": [{"id": "steady"}]}).encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.server.let_go.wait()
        began = time.monotonic()
        for number, piece in enumerate(self.server.pieces):
            time.sleep(max(0, began + number / TOKENS_A_SECOND - time.monotonic()))
            self.wfile.write(chunk({"content": piece}).encode())
        self.wfile.write((chunk({}, "stop") + "data: [DONE]\n\n").encode())

    def log_message(self, *_):
        pass


class SteadyModel:
    """Listens while it is entered; `url` is its base URL."""

    def __init__(self, tokens):
        text = (SECTION * (tokens * TOKEN // len(SECTION) + 1))[:tokens * TOKEN]
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.pieces = [text[start:start + TOKEN] for start in range(0, len(text), TOKEN)]
        self.server.let_go = threading.Event()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.let_go.set()
        self.server.shutdown()
        self.server.server_close()

    def hold(self):
        self.server.let_go.clear()

    def go(self):
        self.server.let_go.set()
