import unittest

from planted import PlantedTest

LONG = "x\n" * 501


class Sizes(PlantedTest):
    check_name = "check_sizes"

    def test_five_hundred_lines_are_fine(self):
        self.assert_clean({"src/a.cc": "x\n" * 500, "scripts/a": "#!/bin/sh\n" + "x\n" * 499})

    def test_one_more_is_not(self):
        for name in ("src/a.cc", "src/a.h", "tests/a.py", "ui/a.ts", "ui/a.svelte", "cmake/a.cmake", "src/CMakeLists.txt"):
            self.assert_found({name: LONG}, f"{name}: 501 lines")

    def test_a_script_without_a_suffix_is_source(self):
        self.assert_found({"scripts/a": "#!/bin/bash\n" + LONG}, "scripts/a: 502 lines")

    def test_data_may_be_long(self):
        self.assert_clean({"tests/cases.json": LONG, "tests/golden/a.py": LONG, "LICENSE": LONG, "a.png": b"\xff\n" * 501,
                           "build/made.cc": LONG, "ui/node_modules/a.js": LONG})


if __name__ == "__main__":
    unittest.main()
