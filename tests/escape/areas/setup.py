"""Links that wait for the box's own set-up: a launcher that makes mount points below the workspace follows them out."""

import subprocess
import tempfile
from pathlib import Path

from attempt import Try, attempt, attempts_of


def mended():
    """bwrap before 0.12 follows a link to /oldroot while it makes its mount points."""
    with tempfile.TemporaryDirectory() as folder:
        work, outside = Path(folder) / "w", Path(folder) / "o"
        work.mkdir()
        outside.mkdir()
        (work / "l").symlink_to(f"/oldroot{outside}")
        subprocess.run(["bwrap", "--ro-bind", "/", "/", "--bind", work, work, "--dir", f"{work}/l/x", "true"],
                       check=False, capture_output=True)
        return "" if (outside / "x").exists() else "this bwrap does not follow such links"


FORMS = {
    "a link in the place of .vscode": (".vscode", "", "tasks.json"),
    "a link in the place of .git": (".git", "", "hooks"),
    "a link in the place of .git/hooks": (".git/hooks", "", "pre-commit"),
    "a link in the place of .mcp.json": (".mcp.json", "/new", ""),
    "a link in the place of .git further down": ("a/b/.git", "", "hooks"),
    "a link in the place of the folder of a repository": ("a", "", ".git"),
    "a link in the place of .idea": (".idea", "", "workspace.xml"),
}


def follow(g, form):
    """Hearth would protect the name; the naive box does so below the link."""
    name, end, below = form
    link = g.workspace / name
    if name == ".git/hooks":
        g.repository()
        subprocess.run(["rm", "-rf", str(link)], check=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(f"/oldroot{g.outside}{end}")
    target = f"{link}/{below}" if below else f"{link}"
    naked = f"bwrap --ro-bind / / --bind {g.workspace} {g.workspace} --dir {target}/x true; ls -R {g.outside}"
    if not below:
        naked = f"bwrap --ro-bind / / --bind {g.workspace} {g.workspace} --ro-bind /dev/null {target} true"
    return Try("true", lambda _: list(g.outside.iterdir()), naked=naked, may_refuse=True)


attempts_of({f"has the set-up follow {what}": form for what, form in FORMS.items()}, follow, needs=mended)


@attempt("has the set-up follow links that the run before it left", needs=mended)
def left_by_the_last(g):
    """Two runs: the first leaves the links, the second is set up in their midst."""
    links = f"for n in .vscode .idea .mcp.json .envrc .git .devcontainer; do ln -s /oldroot{g.outside} $n; done"
    again = f"bwrap --ro-bind / / --bind {g.workspace} {g.workspace} --dir {g.workspace}/.vscode/x true"

    def second(result):
        if result.boxed:
            api = g.sidecar()
            api.work(api.new_session(g.workspace), "run: true", decision="once")
        return list(g.outside.iterdir())

    return Try(links, second, naked=f"{links}; {again}", may_refuse=True)
