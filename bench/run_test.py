"""bench/run measures every row of its table on a small database, and no request fails. What it measures is not judged."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import report  # noqa: E402
import rows  # noqa: E402


class QuickRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="hearth-bench-test-")
        cls.addClassCleanup(folder.cleanup)
        done = subprocess.run([HERE / "run", "--quick", "--messages", "10000", "--bin", os.environ["HEARTH_BIN_DIR"],
                               "--out", folder.name], capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"bench/run ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        cls.output = done.stdout
        cls.written = json.loads(Path(folder.name, "results.json").read_text())

    def test_every_row_has_a_figure_at_both_durabilities(self):
        for row in rows.ALL:
            of_a_server = row not in rows.OF_NO_SERVER
            for name in (report.NORMAL, report.SHIPPED) if of_a_server else (report.SHIPPED,):
                self.assertGreater(row.value(self.written["results"][row.key][name]), 0, (row.key, name))

    def test_no_request_failed_and_every_load_was_served(self):
        self.assertEqual(self.written["failed"], 0)
        for row in rows.LOADED:
            for name, measured in self.written["results"][row.key].items():
                self.assertGreater(measured["requests"], 0, (row.key, name))

    def test_the_table_names_every_row(self):
        for row in rows.ALL:
            self.assertIn(row.title, self.output)


if __name__ == "__main__":
    unittest.main()
