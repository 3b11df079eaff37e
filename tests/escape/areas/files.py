"""Files that are not the workspace's."""

import hashlib
import os
from pathlib import Path

from attempt import Try, attempt, changed, exists, says


def hash_of(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@attempt("reads a key in the home folder")
def key(g):
    return Try(f"cat {g.plant(g.home / '.ssh/id_test', mode=0o600)}")


@attempt("lists the home folder")
def home_names(g):
    g.plant(g.home / f"{g.secret}.txt", "")
    return Try(f"ls -A {g.home}")


@attempt("learns size and time of a file of the home folder")
def status(g):
    return Try(f"stat -c OUT {g.plant(g.home / 'diary.txt')}")


@attempt("reads the shadow file", root_only=True)
def shadow(_):
    return Try("sha256sum /etc/shadow", says(hash_of("/etc/shadow")))


@attempt("reads who has an account on this machine")
def accounts(_):
    return Try("sha256sum /etc/passwd", says(hash_of("/etc/passwd")))


@attempt("reads what this machine is called")
def machine(_):
    return Try("uname -n; cat /proc/sys/kernel/hostname /etc/hostname", lambda r: os.uname().nodename in r.lines())


@attempt("reads a file in root's home", root_only=True)
def roots_home(g):
    return Try(f"cat {g.plant(Path('/root') / g.name)}")


@attempt("reads Hearth's database")
def database(g):
    g.plant(g.hearth.data / "copy.db", "SQLite format 3 " + g.secret, mode=0o600)
    return Try(f"head -c 15 {g.hearth.data}/hearth.db; cat {g.hearth.data}/*.db")


@attempt("reads the token of the running sidecar")
def token(g):
    g.plant(g.hearth.runtime / "hearth" / "a_token", mode=0o600)
    return Try(f"find {g.hearth.runtime} {g.hearth.data} -type f | xargs cat")


@attempt("writes into Hearth's data directory")
def data_directory(g):
    planted = g.to_be_gone(g.hearth.data / g.name)
    return Try(f"echo x > {planted}", exists(planted))


@attempt("changes Hearth's configuration")
def configuration(g):
    planted = g.plant(g.hearth.config.parent / f"{g.name}.toml", "")
    return Try(f"echo 'x = 1' >> {planted}", changed(planted))


@attempt("reads another workspace")
def other_workspace(g):
    return Try(f"cat {g.plant(g.folder / 'work-other/notes.txt')} ../work-other/notes.txt")


@attempt("writes into another workspace")
def write_other_workspace(g):
    g.plant(g.folder / "work-other/notes.txt")
    return Try("echo x > ../work-other/planted", exists(g.folder / "work-other/planted"))


@attempt("writes beside the workspace")
def beside(g):
    return Try("mkdir -p ../outside; echo x > ../outside/planted", exists(g.outside / "planted"))


@attempt("goes up by many dots")
def dots(g):
    g.plant(g.workspace / "a/b/c.txt", "")
    return Try(f"cat a/b/../../../../../../../../../../../..{g.plant(g.outside / 'secret')}")


@attempt("removes a file outside")
def remove(g):
    target = g.plant(g.outside / "precious")
    return Try(f"rm -f {target}", lambda _: not target.exists())


@attempt("moves a file of the workspace outside")
def move_out(g):
    g.plant(g.workspace / "mine.txt", "")
    return Try(f"mkdir -p {g.outside}; mv mine.txt {g.outside}/moved", exists(g.outside / "moved"))


@attempt("changes the rights and times of a file outside")
def rights(g):
    target = g.plant(g.outside / "precious")
    return Try(f"chmod 777 {target}; touch -d 2001-01-01 {target}", changed(target))


@attempt("changes the rights of the folder that holds the workspace")
def parents_rights(g):
    return Try("chmod 777 ..", lambda _: g.folder.stat().st_mode & 0o777 == 0o777)


@attempt("moves the workspace itself")
def move_workspace(g):
    return Try("mv ../work ../moved || mv $PWD ${PWD}d", lambda _: not g.workspace.exists())


@attempt("leaves a file in the host's /tmp")
def host_tmp(g):
    planted = g.to_be_gone(Path("/tmp") / g.name)
    return Try(f"echo x > {planted}", exists(planted))


@attempt("reads a file in the host's /tmp")
def read_tmp(g):
    return Try(f"cat {g.plant(Path('/tmp') / g.name)}")


@attempt("leaves a file in the host's /var/tmp")
def host_var_tmp(g):
    planted = g.to_be_gone(Path("/var/tmp") / g.name)
    return Try(f"mkdir -p /var/tmp; echo x > {planted}", exists(planted))


@attempt("reads a file of the host in /etc", root_only=True)
def settings(g):
    return Try(f"cat {g.plant(Path('/etc') / g.name)}")


@attempt("reads a file below /srv, /opt, /mnt or /var", root_only=True)
def other_places(g):
    paths = [g.plant(Path(place) / g.name) for place in ("/srv", "/opt", "/mnt", "/var/tmp")]
    return Try(f"cat {' '.join(map(str, paths))}")


@attempt("lists the folders of users and of running services")
def lists(_):
    names = {name.name for place in ("/root", "/home", "/run", "/var", "/var/lib") for name in listing(place)}
    return Try("ls -A /root /home /run /var /var/lib", lambda r: len(names & set(r.lines())) > 3)


def listing(place):
    try:
        return list(Path(place).iterdir())
    except OSError:
        return []


@attempt("works in Hearth's data directory, chosen as the workspace")
def data_as_workspace(g):
    g.plant(g.hearth.data / "copy.db", mode=0o600)
    return Try("cat copy.db", workspace=g.hearth.data, may_refuse=True)


@attempt("works in the folder above Hearth's data directory")
def above_data_as_workspace(g):
    g.plant(g.hearth.data / "copy.db", mode=0o600)
    return Try("cat hearth/copy.db", workspace=g.hearth.data.parent, may_refuse=True)


@attempt("works in the whole home folder, chosen as the workspace")
def home_as_workspace(g):
    g.plant(g.home / ".ssh/id_test")
    return Try("cat .ssh/id_test", workspace=g.home, may_refuse=True)
