"""The AppArmor profile is one that its parser takes. No kernel is asked: most machines that build Hearth have no AppArmor."""
import re
import subprocess
import unittest
from pathlib import Path

PROFILE = Path(__file__).resolve().parents[2] / "packaging" / "apparmor" / "hearth-bwrap"
PARSER = "/usr/sbin/apparmor_parser"


def parse(text):
    return subprocess.run([PARSER, "--skip-kernel-load", "--skip-cache"], input=text, capture_output=True, text=True)


class AppArmor(unittest.TestCase):
    def text(self):
        """The profile; for a parser older than 4.0 without what only 4.0 knows, which is why the profile exists."""
        version = subprocess.run([PARSER, "--version"], capture_output=True, text=True).stdout
        text = PROFILE.read_text()
        if int(re.search(r"version (\d+)", version).group(1)) >= 4:
            return text
        shortened = re.sub(r"^(abi <abi/4\.0>,|  userns,)\n", "", text, flags=re.MULTILINE)
        self.assertEqual(text.count("\n") - shortened.count("\n"), 3)
        return shortened

    def test_the_parser_takes_it(self):
        result = parse(self.text())
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_the_parser_notices_mistakes(self):
        self.assertNotEqual(parse(self.text().replace("flags=", "flag=")).returncode, 0)

    def test_it_is_for_the_programs_that_are_started(self):
        self.assertIn("profile hearth-bwrap /usr/bin/bwrap ", self.text())
        self.assertIn("profile hearth-box /usr/lib/hearth/hearth-box ", self.text())


if __name__ == "__main__":
    unittest.main()
