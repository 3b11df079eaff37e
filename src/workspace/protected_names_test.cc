#include "workspace/protected_names.h"

#include <gtest/gtest.h>

#include <string>

namespace hearth::workspace {
namespace {

TEST(ProtectedNames, HoldAtAnyDepth) {
  for (std::string path :
       {".git", ".git/hooks/pre-commit", "nested/.git/hooks/x", "a/.gitmodules", ".gitattributes", ".envrc",
        ".vscode/tasks.json", "b/.idea", ".devcontainer/x", ".mcp.json", ".bashrc", "home/.profile", ".zshrc"}) {
    EXPECT_TRUE(protected_part(path)) << path;
  }
  EXPECT_EQ(protected_part("a/.Git/x"), ".Git");
}

TEST(ProtectedNames, HoldWhereCaseIsIgnored) {
  for (std::string path : {".GIT/config", ".gIt", ".Mcp.JSON", ".BASHRC", "GIT~1/hooks",
                           ".v\u017Fcode",    // long s
                           ".net\u200Brc",    // zero width space
                           ".\uFEFFgit",      // byte order mark
                           ".g\u00ADit",      // soft hyphen
                           ".pro\uFB01le",    // ligature fi
                           ".\U000E0041git",  // tag character
                           ".\uFB01"
                           "sh/../.tc\u017Fhrc"}) {
    EXPECT_TRUE(protected_part(path)) << path;
  }
}

TEST(ProtectedNames, LeaveOthersAlone) {
  for (std::string path : {"git", ".github/workflows/ci.yml", ".gitignore", "x.git", "AGENTS.md", "CLAUDE.md", "vscode",
                           "bashrc", ".gitx", "\xff.git", ".git\xff",
                           ".g\xAD"
                           "it",
                           "."}) {
    EXPECT_FALSE(protected_part(path)) << path;
  }
}

TEST(FoldName, SurvivesAnyBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::string tail : {"", "\x80", "\xBF\xBF", "a"}) {
      std::string name = static_cast<char>(byte) + tail;
      EXPECT_LE(fold_name(name).size(), name.size());
    }
  }
}

}  // namespace
}  // namespace hearth::workspace
