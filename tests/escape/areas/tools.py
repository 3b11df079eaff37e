"""The tools that run something, called with arguments that a model may choose."""

import shutil

from attempt import Try, attempt, attempts_of, exists


def shell(command, **arguments):
    return [("shell_run", {"command": command, **arguments})]


attempts_of({
    "starts a command in the folder above": "../outside",
    "starts a command in an absolute folder": "OUTSIDE",
    "starts a command in a linked folder": "link",
    "starts a command in /proc/self/root": "/proc/self/rootOUTSIDE",
}, lambda g, folder: started_in(g, folder.replace("OUTSIDE", str(g.outside))))


def started_in(g, folder):
    g.plant(g.outside / "secret")
    (g.workspace / "link").symlink_to(g.outside)
    return Try(f"cd {folder}; cat secret", calls=shell("cat secret; cat ../outside/secret", folder=folder))


@attempt("writes in a folder of its choice, which becomes part of the box")
def written_in(g):
    return Try(f"cd {g.outside}; echo x > planted", exists(g.outside / "planted"),
               calls=shell("echo x > planted", folder=str(g.outside)))


@attempt("outlives the time it was given, deaf to TERM")
def timeout(g):
    command = f"trap '' TERM HUP INT; setsid sleep {g.mark} & sleep {g.mark}"
    return Try(f"sh -c \"{command}\" & sleep 0.2; kill $!", g.survivors, calls=shell(command, timeout_seconds=1))


@attempt("reads a file outside by a Python program")
def python(g):
    code = f"print(open('{g.plant(g.outside / 'secret')}').read())"
    return Try(g.python(code), calls=[("code_run", {"language": "python", "code": code})])


def no_node():
    return "" if shutil.which("node") else "there is no Node"


@attempt("reads a file outside by a JavaScript program", needs=no_node)
def javascript(g):
    code = f"console.log(require('fs').readFileSync('{g.plant(g.outside / 'secret')}', 'utf8'))"
    return Try(f"node -e \"{code}\"", calls=[("code_run", {"language": "node", "code": code})])


NAMED = "[user]\n\tname = t\n\temail = t@t.test\n"
FSMONITOR = "[core]\n\tfsmonitor = ./f\n"
FILTER = "[filter \"z\"]\n\tclean = ./f\n"
CONVERSION = "[diff \"z\"]\n\ttextconv = ./f\n"


def foreign_repository(g, config):
    """As it may come from anywhere: it has a change, and its configuration names programs."""
    git = g.repository()
    g.plant(g.workspace / ".gitattributes", "* filter=z diff=z\n")
    g.plant(g.workspace / "a.txt", "one\n")
    g.git("add", ".")
    g.git("commit", "-q", "-m", "a.txt")
    g.plant(g.workspace / "a.txt", "two\n")
    g.plant_program()
    with open(git / "config", "a") as file:
        file.write(NAMED + config)
    return git


def asked_of(g, tool, arguments, config):
    foreign_repository(g, config)
    return Try("git status; git diff; git log -p; git commit -am x", exists(g.outside / "ran"),
               calls=[(tool, arguments)])


attempts_of({
    "has the state of the repository start a program on the host": ("git_status", {}, FSMONITOR + FILTER),
    "has a diff start a program on the host": ("git_diff", {}, CONVERSION + FILTER),
    "has the log start a program on the host": ("git_log", {}, FSMONITOR + CONVERSION),
    "has a commit start a program on the host": ("git_commit", {"message": "x"}, FILTER + FSMONITOR),
}, lambda g, made: asked_of(g, *made))


@attempt("has a commit run a hook on the host")
def hook(g):
    g.plant_program(foreign_repository(g, "") / "hooks/pre-commit")
    return Try("git commit -am x", exists(g.outside / "ran"), calls=[("git_commit", {"message": "x"})])


attempts_of({
    "has the log written to a file outside by a path that is an option": ("git_log", "log"),
    "has a diff written to a file outside by a path that is an option": ("git_diff", "diff"),
}, lambda g, made: written_by_option(g, *made))


def written_by_option(g, tool, command):
    g.repository()
    g.plant(g.workspace / "a.txt", "text\n")
    path = f"--output={g.outside}/planted"
    return Try(f"git {command} {path}", exists(g.outside / "planted"), calls=[(tool, {"path": path})])


@attempt("commits a file from outside")
def outside_file(g):
    g.repository()
    g.plant(g.outside / "secret")
    return Try("git init -q .. 2>/dev/null; cd ..; git add outside/secret; git show :outside/secret",
               calls=[("git_commit", {"message": "x", "paths": ["../outside/secret"]}),
                      ("git_diff", {"path": "../outside/secret"}), ("git_log", {"path": "../outside/secret"})])
