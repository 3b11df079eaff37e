"""clang-format and shellcheck are asked, and what they say arrives."""
import unittest

from planted import PlantedTest


class Format(PlantedTest):
    check_name = "check_format"

    def test_format(self):
        style = {".clang-format": "BasedOnStyle: Google\n"}
        self.assert_clean({**style, "src/a.cc": "int a = 1;\n"})
        self.assert_clean({**style, "docs/a.md": "no source at all"})
        self.assertIn("src/a.cc:1", "".join(self.complaints({**style, "src/a.cc": "int   a=1;\n"})))


class Shell(PlantedTest):
    check_name = "check_shell"

    def test_shell(self):
        self.assert_clean({"scripts/a": '#!/bin/bash\necho "$1"\n', "docs/a.md": "echo $1\n"})
        self.assert_found({"scripts/a": "#!/bin/bash\necho $1\n"}, "scripts/a:2:6: note: Double quote")
        self.assert_found({"a.sh": "#!/usr/bin/env sh\necho $1\n"}, "a.sh:2:6: ")


if __name__ == "__main__":
    unittest.main()
