"""On a machine where set-up has run, scripts/setup says nothing, changes nothing and opens no connection."""
import subprocess
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


class Setup(unittest.TestCase):
    def test_second_run(self):
        log = REPOSITORY / ".deps" / "setup.log"
        before = log.stat().st_mtime_ns if log.exists() else None
        with tempfile.NamedTemporaryFile("r") as trace:
            run = subprocess.run(["strace", "-f", "-qq", "-e", "trace=connect", "-o", trace.name, REPOSITORY / "scripts/setup"],
                                 capture_output=True, text=True)
            self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
            self.assertNotIn("AF_INET", trace.read())
        self.assertEqual(log.stat().st_mtime_ns if log.exists() else None, before)


if __name__ == "__main__":
    unittest.main()
