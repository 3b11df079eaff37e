import unittest

from planted import PlantedTest


class Layers(PlantedTest):
    check_name = "check_layers"

    def test_lower_rows_and_the_own_folder_are_fine(self):
        self.assert_clean({
            "src/store/a.cc": '#include "store/a.h"\n#include <sqlite3.h>\n#include "db/db.h"\n#include "base/error.h"\n',
            "src/llm/reflex/a.cc": '#include "llm/openai/b.h"\n#include "domain/tool.h"\n',
            "src/app/main.cc": '#include "api/runs.h"\n#include "cli/run.h"\n',
        })

    def test_upward_include(self):
        self.assert_found({"src/base/a.h": '\n#include "domain/ids.h"\n'}, "src/base/a.h:2: base (row 0) may not use domain")

    def test_sideways_include(self):
        self.assert_found({"src/api/a.cc": '#  include "cli/run.h"\n'}, "src/api/a.cc:1: api (row 7) may not use cli")

    def test_a_test_obeys_too(self):
        self.assert_found({"src/db/db_test.cc": '#include "store/sessions.h"\n'}, "src/db/db_test.cc:1: db")

    def test_include_that_is_not_written_from_src(self):
        self.assert_found({"src/db/db.cc": '#include "db.h"\n'}, "src/db/db.cc:1: db.h is no folder")

    def test_unknown_folder(self):
        self.assert_found({"src/stuff/a.cc": ""}, "src/stuff/a.cc: stuff is no folder")

    def test_depends_on_lower_rows(self):
        self.assert_clean({"src/store/CMakeLists.txt": "hearth_module(store\n  SOURCES agent.cc\n  DEPENDS db domain\n"
                                                       "  LIBRARIES agent::x)\n# DEPENDS agent\n"})

    def test_depends_on_a_higher_row(self):
        self.assert_found({"src/db/CMakeLists.txt": "hearth_module(db\n  SOURCES a.cc\n  DEPENDS base\n    agent)\n"},
                          "src/db/CMakeLists.txt:4: db (row 2) may not use agent")

    def test_depends_on_a_folder_inside_a_folder(self):
        self.assert_clean({"src/agent/CMakeLists.txt": "hearth_module(agent DEPENDS llm_reflex http_client)"})
        self.assert_found({"src/tools/CMakeLists.txt": "hearth_module(tools DEPENDS llm_reflex)"},
                          "src/tools/CMakeLists.txt:1: tools (row 5) may not use llm")


if __name__ == "__main__":
    unittest.main()
