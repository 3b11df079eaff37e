"""Files that other programs run or believe, at any spelling of their names; and what protecting them leaves behind."""

import os
import subprocess
import tempfile

from attempt import Try, attempt, attempts_of, changed, exists

NAMES = (".mcp.json", ".envrc", ".vscode/tasks.json", ".idea/workspace.xml", ".devcontainer/devcontainer.json",
         ".bashrc", ".gitmodules", ".gitattributes", ".npmrc", ".husky/pre-commit", ".cursor/mcp.json",
         ".claude/settings.json")


def create(g, name):
    folder = name.rpartition("/")[0] or "."
    return Try(f"mkdir -p {folder}; echo x > {name}", lambda _: text_of(g.workspace / name))


attempts_of({f"makes {name}": name for name in NAMES}, create)


def overwrite(g, name):
    return Try(f"echo x > {name}", changed(g.plant(g.workspace / name, "{}")))


attempts_of({f"overwrites {name}": name for name in (".mcp.json", ".envrc", ".vscode/tasks.json")}, overwrite)


@attempt("moves a file over .envrc")
def move_over(g):
    return Try("echo x > e; mv -f e .envrc", changed(g.plant(g.workspace / ".envrc", "")))


@attempt("links a file hard to .envrc")
def link_over(g):
    return Try("echo x > e; ln -f e .envrc || ln e .envrc", lambda _: text_of(g.workspace / ".envrc") == "x\n")


@attempt("links .envrc to a file of its own")
def symlink_over(g):
    return Try("echo x > e; ln -s e .envrc || ln -sf e .envrc", lambda _: text_of(g.workspace / ".envrc") == "x\n")


@attempt("moves .vscode away and makes another")
def move_folder(g):
    tasks = g.plant(g.workspace / ".vscode/tasks.json", "{}")
    return Try("mv .vscode v; mkdir .vscode; echo x > .vscode/tasks.json", changed(tasks))


@attempt("removes .gitattributes")
def remove(g):
    target = g.plant(g.workspace / ".gitattributes", "*.bin binary\n")
    return Try("rm -f .gitattributes", lambda _: not target.exists())


@attempt("makes .envrc through a linked folder")
def through_link(g):
    return Try("ln -s . d; echo x > d/.envrc", lambda _: text_of(g.workspace / ".envrc") == "x\n")


@attempt("makes .envrc through /proc/self/cwd")
def through_proc(g):
    return Try("echo x > /proc/self/cwd/.envrc", lambda _: text_of(g.workspace / ".envrc") == "x\n")


@attempt("makes .envrc under another name of the workspace's descriptor")
def by_descriptor(g):
    text = "import os\nos.write(os.open('.envrc', os.O_CREAT | os.O_WRONLY, dir_fd=os.open('.', os.O_PATH)), b'x\\n')"
    return Try(g.python(text), lambda _: text_of(g.workspace / ".envrc") == "x\n")


def text_of(path):
    return path.read_text() if path.exists() else None


SPELLINGS = {
    "in capitals": ".GIT/hooks/pre-commit",
    "in mixed case": ".Git/Hooks/pre-commit",
    "with a character that nobody sees": ".g\u200cit/hooks/pre-commit",
    "with a soft hyphen": ".git\u00ad/hooks/pre-commit",
    "as Windows shortens it": "GIT~1/hooks/pre-commit",
    "with a long s": ".v\u017fcode/tasks.json",
    "with a Kelvin sign": ".hus\u212ay/pre-commit",
    "with a ligature": ".netrc/../.pro\ufb01le",
    "below a folder": "a/b/.GIT/config",
}


def spelled(g, name):
    """A naive guard compares the first part with ".git" as it is written."""
    (g.workspace / ".netrc").mkdir()
    target = g.workspace / name
    return Try(f"mkdir -p '{name.rpartition('/')[0] or '.'}'; echo x > '{name}'", exists(target),
               calls=[("fs_write", {"path": name, "content": "x"})])


attempts_of({f"makes a protected name {how}": name for how, name in SPELLINGS.items()}, spelled)


def no_casefold():
    with tempfile.TemporaryDirectory() as folder:
        if not mount_casefolded(folder):
            return "this kernel folds no case"
        subprocess.run(["umount", "-l", folder], check=True)
    return ""


@attempt("writes git's hooks in capitals where names have no case", root_only=True, needs=no_casefold)
def casefolded(g):
    """The pin must hold under each name the file system knows the folder by."""
    mount_casefolded(g.workspace)
    g.at_end(lambda: subprocess.run(["umount", "-l", str(g.workspace)], check=False))
    folder = g.workspace / "w"
    folder.mkdir()
    subprocess.run(["chattr", "+F", str(folder)], check=False)
    hook = g.repository("w") / "hooks/pre-commit"
    return Try("mkdir -p .GIT/HOOKS; echo x > .GIT/HOOKS/pre-commit", exists(hook), workspace=folder, may_refuse=True)


def mount_casefolded(folder):
    mount = ["mount", "-t", "tmpfs", "-o", "casefold,mode=755", "none", str(folder)]
    return subprocess.run(mount, check=False, capture_output=True).returncode == 0


STUBS = (".mcp.json", ".envrc", ".vscode", ".idea", ".git", ".bashrc")


def leftovers(g):
    return lambda _result: set(STUBS) & set(os.listdir(g.workspace))


@attempt("leaves empty stubs of protected names behind")
def stubs(g):
    return Try("true", leftovers(g), naked=naive_box(g))


@attempt("leaves empty stubs of protected names behind when the launcher is killed")
def stubs_of_the_killed(g):
    def look(result):
        if result.boxed:
            g.sidecar().get("/health")  # the next start takes them away
        return leftovers(g)(result)

    return Try(f"echo ready; sleep {g.mark}", look, naked=f"{naive_box(g)}; echo ready",
               meanwhile=lambda launch: launch.kill())


def naive_box(g):
    """Protects what is not there by mounting something over it."""
    return f"bwrap --bind / / --ro-bind /dev/null {g.workspace}/.mcp.json --tmpfs {g.workspace}/.vscode true"
