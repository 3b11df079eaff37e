"""A source tree made for one test, and what a check says about it."""
import importlib
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))


class PlantedTest(unittest.TestCase):
    """Set `check_name` to the module under tools/."""

    check_name = None

    def complaints(self, files):
        """files: path -> content."""
        with tempfile.TemporaryDirectory() as root:
            for path, content in files.items():
                target = Path(root) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
            return importlib.import_module(self.check_name).check(root)

    def assert_clean(self, files):
        self.assertEqual(self.complaints(files), [])

    def assert_found(self, files, *expected):
        """Exactly one complaint for each expected beginning, in any order."""
        found = self.complaints(files)
        self.assertEqual(len(found), len(expected), found)
        for beginning in expected:
            self.assertTrue(any(complaint.startswith(beginning) for complaint in found), (beginning, found))
