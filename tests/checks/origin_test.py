import unittest

from planted import PlantedTest


class Origin(PlantedTest):
    check_name = "check_origin"

    def test_machine_path(self):
        self.assert_found({"docs/a.md": "see\n/wo" + "rk/main/src\n"}, "docs/a.md:2: ")

    def test_registry(self):
        for host in ("registry.example.org/x", "deb.example.org/debian", "eu.packages.example.com/", "pypi.example.org"):
            self.assert_found({"docs/a.md": "from https:" + f"//{host}\n"}, "docs/a.md:1: ")

    def test_lock_file_with_addresses(self):
        self.assert_found({"ui/package-lock.json": '{\n  "resolved": "https:' + '//example.org/a.tgz"\n}'},
                          "ui/package-lock.json:2: ")

    def test_ordinary_text(self):
        self.assert_clean({"docs/a.md": "~/work/report.md, $HOME/work/x, the network/work/flow; https://example.org/packages/",
                           "a.bin": b"\xff/work" b"/"})


if __name__ == "__main__":
    unittest.main()
