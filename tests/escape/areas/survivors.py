"""Processes that try to outlive the run that started them."""

from attempt import Try, attempt, attempts_of, until

WAYS = {
    "in the background": "sleep MARK &",
    "in a session of its own": "setsid sleep MARK > /dev/null 2>&1 < /dev/null &",
    "deaf to the end of the terminal": "nohup sleep MARK > /dev/null 2>&1 &",
    "by forking twice": "/usr/bin/python3 -c \"import os\nif not os.fork():\n os.setsid()\n if not os.fork():\n  "
                        "[os.close(n) for n in range(3)]; os.execlp('sleep', 'sleep', 'MARK')\"",
    "deaf to every signal that can be caught": "sh -c \"trap '' TERM HUP INT; sleep MARK & wait\" &",
    "with its parent's death forgotten": "setpriv --pdeathsig clear setsid sleep MARK &",
    "stopped": "setsid sleep MARK & sleep 0.1; kill -STOP $!",
}


def leave(g, words):
    return Try(words.replace("MARK", g.mark) + "\nsleep 0.1", g.survivors)


attempts_of({f"leaves a process {how}": words for how, words in WAYS.items()}, leave)


@attempt("leaves a process that starts itself anew all the time")
def anew(g):
    text = """
import os, time
for _ in range(2000):
    if os.fork():
        os._exit(0)
    with open('beats', 'r+') as beats:
        beats.write('x')
    time.sleep(0.002)
"""
    beats = g.plant(g.workspace / "beats", "")

    def still_beating():
        before = beats.stat().st_mtime_ns
        return until(lambda: beats.stat().st_mtime_ns != before, 0.2)

    return Try(f"{g.python(text)}; sleep 0.1", lambda r: not until(lambda: not still_beating(), 2 if r.boxed else 0.2))


# It says that it is ready when it bears the mark already.
MARKED = "sh -c 'echo ready; exec sleep \"$0\"' MARK"


@attempt("outlives a launcher that is killed")
def killed(g):
    return Try(MARKED.replace("MARK", g.mark), g.survivors, meanwhile=lambda launch: launch.kill())


@attempt("outlives a killed launcher in a session of its own")
def killed_session(g):
    return Try(f"setsid nohup sleep {g.mark} > /dev/null 2>&1 & sleep 0.1; echo ready; sleep {g.mark}", g.survivors,
               meanwhile=lambda launch: launch.kill())


@attempt("outlives a cancelled run, deaf to TERM")
def cancelled(g):
    return Try(f"trap '' TERM HUP INT; setsid {MARKED} & sleep MARK".replace("MARK", g.mark), g.survivors,
               meanwhile=lambda launch: launch.cancel())
