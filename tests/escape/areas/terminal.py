"""The launcher's terminal: typing into it, writing on it."""

from pathlib import Path

from attempt import Try, attempt, attempts_of


def typed(g):
    return lambda _result: "planted" in g.terminal.seen()


def setting_off():
    try:
        setting = Path("/proc/sys/dev/tty/legacy_tiocsti").read_text().strip()
        return "" if setting == "1" else "this kernel lets nobody type"
    except OSError:
        return ""


def type_on(g, where):
    where = where.replace("TERMINAL", g.terminal.path).replace("KEYS", "planted")
    return Try(f"{g.probe('terminal')} type {where}", typed(g))


attempts_of({
    "types on its input": "0 KEYS",
    "types on the terminal that controls it": "/dev/tty KEYS",
    "types on the launcher's terminal by its path": "TERMINAL KEYS",
    "types with the high half of the request's number set": "/dev/tty KEYS 0x100000000",
}, type_on, needs=setting_off)


@attempt("writes on the launcher's terminal")
def write(g):
    return Try(f"echo planted > /dev/tty; echo planted > {g.terminal.path}", typed(g))


@attempt("writes on every terminal of the machine")
def every(g):
    return Try(f"for t in /dev/pts/*; do test $t = {g.terminal.path} && echo planted > $t; done", typed(g))


@attempt("writes on the terminal through its launcher's descriptors")
def through_launcher(g):
    test = f'test "$(readlink $f)" = {g.terminal.path}'
    return Try(f"for f in /proc/[0-9]*/fd/0; do {test} && echo planted > $f; done", typed(g))


def no_console():
    return "" if Path("/dev/tty1").exists() else "there is no console"


@attempt("asks the console by TIOCLINUX", root_only=True, needs=no_console)
def console(g):
    return Try(f"for t in /dev/tty1 /dev/console; do {g.probe('terminal')} console $t; done")
