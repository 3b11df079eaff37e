"""The rows of the table: what each measures, its target, and how its figure is read from what was measured."""

from dataclasses import dataclass
from typing import Callable

from load import Load


@dataclass
class Row:
    key: str
    title: str
    unit: str
    target: float
    value: Callable  # of the measured summary; in `unit`
    at_least: bool = False  # else the target is the most it may be
    loads: tuple = ()  # of wrk; empty: measured in another way

    def met(self, value):
        return value >= self.target if self.at_least else value <= self.target

    def spread(self, measured):
        """The lowest and highest of `value` over the repetitions."""
        ends = ({**measured, **{name: ends[i] for name, ends in measured["spread"].items()}} for i in (0, 1))
        return sorted(self.value(end) for end in ends)


def rate(measured):
    return measured["rate"]


def p50_us(measured):
    return measured["p50_us"]


def p50_ms(measured):
    return measured["p50_us"] / 1000


def p99_ms(measured):
    return measured["p99_us"] / 1000


def milliseconds(measured):
    return measured["ms"]


def mebibytes(measured):
    return measured["pss"] if "pss" in measured else measured["rss"]


def kilobytes(measured):
    return measured["kb"]


def megabytes(measured):
    return measured["mb"]


def loaded(key, title, kind, connections, target):
    """A route under load: requests a second on 16 connections, the median latency on one."""
    if connections == 1:
        return Row(f"{key}_1", f"{title}, 1 connection, p50", "µs", target, p50_us, loads=(Load(kind, 1),))
    return Row(f"{key}_{connections}", f"{title}, {connections} connections", "requests/s", target, rate, at_least=True,
               loads=(Load(kind, connections),))


START = Row("start", "exec to the first 200", "ms", 15, milliseconds)
MEMORY_IDLE = Row("memory_idle", "memory, idle (PSS)", "MiB", 25, mebibytes)
MEMORY_LOADED = Row("memory_loaded", "memory, after the load (PSS)", "MiB", 80, mebibytes)
LOADED = (
    loaded("list", "last 50 messages", "list", 16, 15_000),
    loaded("list", "last 50 messages", "list", 1, 140),
    loaded("history", "history of a file", "history", 16, 15_000),
    loaded("history", "history of a file", "history", 1, 140),
    Row("search_rare", "search, a rare word, p50", "ms", 0.25, p50_ms, loads=(Load("search_rare", 1),)),
    Row("search_pair", "search, two words, p50", "ms", 0.7, p50_ms, loads=(Load("search_pair", 1),)),
    Row("search_common", "search, a common word, p50", "ms", 90, p50_ms, loads=(Load("search_common", 1),)),
    Row("list_beside_search", "last 50 messages beside 2 common-word searches a second, p99", "ms", 3, p99_ms,
        loads=(Load("list", 1), Load("search_common", 1, pause_ms=500))),
    loaded("append", "append a message", "append", 16, 8_000),
    loaded("append", "append a message", "append", 1, 200),
)
TURN_SCRIPTED = Row("turn_scripted", "agent, a turn with a tool, scripted model's time excluded", "ms", 2, milliseconds)
TURN_REFLEX = Row("turn_reflex", "agent, a turn of the built-in tier, all included", "ms", 2, milliseconds)
GATE = Row("gate", "egress gate, what it adds to a request to a model", "ms", 0.3, milliseconds)
BOX = Row("box", "a command in a box, over the same without one, p50", "ms", 15, milliseconds)
BOX_EXAMINED = Row("box_examined", "self-test of the boxes", "ms", 300, milliseconds)
WINDOW = Row("window", "the window, exec to its page drawn", "ms", 600, milliseconds)
WINDOW_MEMORY = Row("window_memory", "the window, all its processes (PSS)", "MiB", 230, mebibytes)
ANSWER_CHROMIUM = Row("answer_chromium", "drawing 1,000 tokens of an answer, main thread, Chromium", "ms", 1000, milliseconds)
ANSWER_WINDOW = Row("answer_window", "drawing 1,000 tokens of an answer, main thread, the window", "ms", 1000, milliseconds)
LOADED_FIRST = Row("loaded_first", "the page, loaded before the first question, gzip", "kB", 120, kilobytes)
LOADED_FIRST_BR = Row("loaded_first_br", "the page, loaded before the first question, brotli", "kB", 105, kilobytes)
LOADED_LATER = Row("loaded_later", "the page, all that is loaded when it is needed, gzip", "kB", 250, kilobytes)
PACKAGE = Row("package", "package with the window", "MB", 15, megabytes)
PACKAGE_SERVER = Row("package_server", "package without the window", "MB", 15, megabytes)
# Of the release alone: durability plays no part in them.
OF_NO_SERVER = (BOX, BOX_EXAMINED, WINDOW, WINDOW_MEMORY, ANSWER_CHROMIUM, ANSWER_WINDOW, LOADED_FIRST, LOADED_FIRST_BR,
                LOADED_LATER, PACKAGE, PACKAGE_SERVER)

ALL = (START, MEMORY_IDLE, *LOADED, MEMORY_LOADED, TURN_SCRIPTED, TURN_REFLEX, GATE, *OF_NO_SERVER)
