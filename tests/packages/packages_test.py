"""The Debian packages: what is in them is as Debian and desktops want it, and they can be installed, upgraded, exchanged,
removed and purged in a root of their own with the user's data in place."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def run(*words, **options):
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise AssertionError(f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="hearth-packages-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        run(REPOSITORY / "scripts/make-debs", cls.folder)
        cls.complete = next(cls.folder.glob("hearth_*.deb"))
        cls.server = next(cls.folder.glob("hearth-server_*.deb"))

    def setUp(self):
        self.root = Path(tempfile.mkdtemp(dir=self.folder))
        for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "etc"):
            (self.root / name).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        self.home = self.root / "home/ada"
        self.home.mkdir(parents=True)

    # What they depend on is the machine's.
    def dpkg(self, *words):
        return run("dpkg", f"--root={self.root}", "--force-depends", "--force-script-chrootless", "--force-not-root",
                   *words, env={**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"})

    def state(self, package):
        done = subprocess.run(["dpkg-query", f"--admindir={self.root}/var/lib/dpkg", "--show", "--showformat",
                               "${db:Status-Status} ${Version}", package], capture_output=True, text=True)
        return done.stdout

    def hearth(self, *words):
        return run(self.root / "usr/bin/hearth", *words,
                   env={"HOME": str(self.home), "PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(self.home)})

    def files(self):
        return {str(path.relative_to(self.root)) for path in (self.root / "usr").rglob("*") if not path.is_dir()}

    def newer(self, package):
        """The same package with a higher version."""
        unpacked = self.root / "unpacked"
        run("dpkg-deb", "--raw-extract", package, unpacked)
        control = unpacked / "DEBIAN/control"
        control.write_text(control.read_text().replace("Version: 0.1.0", "Version: 0.1.1"))
        target = self.folder / f"newer-{package.name}"
        run("dpkg-deb", "--root-owner-group", "--build", unpacked, target)
        shutil.rmtree(unpacked)
        return target

    def test_lintian_finds_no_error(self):
        run("lintian", "--allow-root", "--fail-on", "error", "--no-cfg", self.complete, self.server)

    def test_the_main_package_is_small_and_needs_what_it_uses(self):
        self.assertLess(self.complete.stat().st_size, 15 << 20)
        depends = run("dpkg-deb", "--field", self.complete, "Depends")
        for needed in ("libwebkitgtk-6.0-4", "libgtk-4-1", "libsqlite3-0", "bubblewrap"):
            self.assertIn(needed, depends)
        self.assertNotIn("gtk", run("dpkg-deb", "--field", self.server, "Depends"))

    def test_install_upgrade_exchange_remove_and_purge_leave_the_data_alone(self):
        self.dpkg("--install", self.server)
        self.assertEqual(self.state("hearth-server"), "installed 0.1.0")
        self.assertIn("usr/lib/hearth/hearth-box", self.files())
        self.hearth("settings", "set", "agent.max_turns", "17")
        self.hearth("stop")
        data = self.home / ".local/share/hearth/hearth.db"
        self.assertTrue(data.exists())

        self.dpkg("--install", self.newer(self.server))
        self.assertEqual(self.state("hearth-server"), "installed 0.1.1")
        self.assertEqual(self.hearth("settings", "get", "agent.max_turns"), "17\n")
        self.hearth("stop")

        self.dpkg("--install", self.complete)
        self.assertEqual(self.state("hearth"), "installed 0.1.0")
        self.assertNotIn("installed", self.state("hearth-server").replace("not-installed", ""))
        self.assertTrue({"usr/bin/hearth-shell", "usr/share/applications/org.hearth.Hearth.desktop",
                         "usr/share/icons/hicolor/48x48/apps/org.hearth.Hearth.png"} <= self.files())
        self.assertEqual(self.hearth("settings", "get", "agent.max_turns"), "17\n")
        self.hearth("stop")

        self.dpkg("--remove", "hearth")
        self.dpkg("--purge", "hearth")
        self.assertEqual(self.files(), set())
        self.assertTrue(data.exists())

    def test_the_manual_says_what_help_says(self):
        made = subprocess.run([sys.executable, "-B", REPOSITORY / "tools/make_manual.py", "--check"], capture_output=True, text=True)
        self.assertEqual((made.returncode, made.stderr), (0, ""))

    def test_the_desktop_understands_what_is_installed(self):
        self.dpkg("--install", self.complete)
        share = self.root / "usr/share"
        run("desktop-file-validate", share / "applications/org.hearth.Hearth.desktop")
        run("appstreamcli", "validate", "--no-net", share / "metainfo/org.hearth.Hearth.metainfo.xml")
        unit = self.root / "hearth.service"
        text = (self.root / "usr/lib/systemd/user/hearth.service").read_text()
        unit.write_text(text.replace("/usr/bin/hearth", str(self.root / "usr/bin/hearth")))
        run("systemd-analyze", "--user", "verify", "--man=no", unit, env={**os.environ, "XDG_RUNTIME_DIR": str(self.home)})


if __name__ == "__main__":
    unittest.main()
