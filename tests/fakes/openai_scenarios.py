"""The answers of the fake chat server: for a scenario's name and a conversation, the events of the stream to send.

Pure; openai_server.py lists the scenarios and sends the events. An event is a dict, or the text "[DONE]", GATE or CUT.
"""
import json
import re

LIST_ARGUMENTS = json.dumps({"path": "."})
READ_ARGUMENTS = json.dumps({"path": "README.md"})
USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
         "prompt_tokens_details": {"cached_tokens": 64}, "completion_tokens_details": {"reasoning_tokens": 5}}
GATE, CUT = object(), object()  # in a stream: wait for the release; close the connection here


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


def whole_calls(wanted, answers):
    """Every call complete, in one chunk. Ids differ from those of earlier answers."""
    pieces = [call(json.dumps(arguments), index, f"call_{answers}_{index}", name)
              for index, (name, arguments) in enumerate(wanted)]
    return ended([calls(*pieces)], "tool_calls")


# --- scenarios: a list of events for a conversation -------------------------------------------------------------------

def half(text):
    return text[:len(text) // 2], text[len(text) // 2:]


def tool_scenario(name, messages):
    answers = answers_in(messages)
    one, two = f"call_{answers}a", f"call_{answers}b"
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


def write_scenario(messages, turn):
    path = "notes/fake.md"
    steps = [("fs_write", {"path": path, "content": "one\ntwo\nthree\n"}),
             ("fs_edit", {"path": path, "old": "two", "new": "2"})]
    return whole_calls([steps[turn]], answers_in(messages))


def many_scenario(name, messages):
    count = int(name.partition("-")[2] or 8)
    named = [word.strip(",;:\"'") for word in text_of(last(messages, "user")).split() if "." in word.strip(".,;:\"'")]
    paths = (named + ["README.md"] * count)[:count]
    return whole_calls([("fs_read", {"path": path}) for path in paths], answers_in(messages))


def script_scenario(steps, messages):
    turn = turn_of(messages)
    step = steps[min(turn, len(steps) - 1)]
    if "model" in step:
        return scenario(step["model"], messages, steps)
    if step.get("results"):
        return ended(text_events(results_text(messages)))
    events = text_events(step.get("text", ""))
    wanted = [(each["name"], each.get("arguments", {})) for each in step.get("calls", [])]
    if wanted:
        whole = whole_calls(wanted, answers_in(messages))
        return [whole[0], *events, *whole[1:]]
    return ended(events)


def scenario(name, messages, steps):
    """The events of the answer; None for a name that is no scenario."""
    if name == "script":
        return script_scenario(steps, messages)
    if name == "loop":
        return whole_calls([("fs_list", {"path": "."})], answers_in(messages))
    if name == "write" and turn_of(messages) < 2:
        return write_scenario(messages, turn_of(messages))
    if messages and messages[-1].get("role") == "tool":
        return ended(text_events(results_text(messages)))
    if re.fullmatch(r"many(-\d+)?", name):
        return many_scenario(name, messages)
    return tool_scenario(name, messages) or text_scenario(name, messages)


def answers_in(messages):
    return sum(1 for message in messages if message.get("role") == "assistant")


def turn_of(messages):
    """How many answers the model has given since the user last spoke."""
    turn = 0
    for message in reversed(messages):
        if message.get("role") == "user":
            break
        turn += message.get("role") == "assistant"
    return turn


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


def as_one_body(events):
    """The stream as the body of an answer that was not streamed."""
    text = "".join(event["choices"][0]["delta"].get("content") or "" for event in events
                   if isinstance(event, dict) and event["choices"])
    return {"id": "chatcmpl-fake", "object": "chat.completion", "created": 1700000000, "model": "fake", "usage": USAGE,
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}]}


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
