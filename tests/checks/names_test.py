import unittest

from planted import PlantedTest


class Names(PlantedTest):
    check_name = "check_names"

    def test_empty_names_of_files_and_folders(self):
        for path in ("src/util/a.cc", "src/db/db_utils.cc", "src/file-manager.h", "tests/helpers.py", "ui/Misc.svelte"):
            self.assert_found({path: ""}, f"{path}: ")

    def test_empty_names_in_declarations(self):
        for line in ("class RunManager {", "struct db_helper;", "namespace hearth::util {", "enum class Misc { a };"):
            self.assert_found({"src/a.h": f"\n{line}\n"}, "src/a.h:2: ")
        self.assert_found({"tests/a.py": "class FileHelper:\n"}, "tests/a.py:1: ")
        self.assert_found({"ui/a.ts": "export class RunManager {}\n"}, "ui/a.ts:1: ")

    def test_names_that_only_contain_such_a_word(self):
        self.assert_clean({"src/futile.cc": "class Manages {};\nclass Commonwealth {};\n", "src/executil.h": ""})

    def test_constructs(self):
        for line in ("t.detach();", "auto f = std::async(g);", "std::thread t(g);", "co_await x;", "co_return;",
                     "GTEST_SKIP();", "TEST(A, DISABLED_b) {}"):
            self.assert_found({"src/a.cc": f"\n{line}\n"}, "src/a.cc:2: ")

    def test_their_names_in_text_and_their_cousins(self):
        self.assert_clean({"src/a.cc": '// std::thread and x.detach() are not used\nlog("co_await");\n'
                                       "const auto id = std::thread::id{};\nstd::jthread t;\n"
                                       'auto s = R"x(std::async " )x";\nauto n = 1\'000; char c = \'a\';\n'})

    def test_a_construct_after_a_text_is_seen(self):
        self.assert_found({"src/a.cc": 'f("// not a comment"); std::thread t;\n'}, "src/a.cc:1: ")

    def test_notes_to_self(self):
        note = "TO" + "DO"
        self.assert_found({"src/a.cc": f"// {note}: finish\n"}, "src/a.cc:1: ")
        self.assert_found({"src/a.h": f"/* one\n {note} two */\n"}, "src/a.h:2: ")
        self.assert_found({"scripts/a": f"#!/bin/sh\ntrue # {note}\n"}, "scripts/a:2: ")
        self.assert_found({"ui/a.ts": f"let a; // FIX{'ME'}\n"}, "ui/a.ts:1: ")
        self.assert_clean({"src/a.cc": f"// {note}: https://example.org/bug/1\nf(\"{note}: buy milk\");\n",
                           "examples/notes.py": f"# {note}\n"})

    def test_tests_that_do_not_run(self):
        self.assert_found({"tests/a.py": "@unittest.sk" + "ip('later')\n"}, "tests/a.py:1: ")
        self.assert_found({"tests/a.py": "self.ski" + "pTest('later')\n"}, "tests/a.py:1: ")


if __name__ == "__main__":
    unittest.main()
