#include "tools/markdown_headings.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace hearth::tools {
namespace {

std::string headings(std::string_view text) {
  std::string out;
  for (const Heading& heading : markdown_headings(text)) {
    out += fmt::format("{}:{}:{};", heading.line, heading.level, heading.text);
  }
  return out;
}

TEST(MarkdownHeadings, HashMarks) {
  EXPECT_EQ(headings("# One\n## Two ##\n###### Six\n"), "1:1:One;2:2:Two;3:6:Six;");
  EXPECT_EQ(headings("#\n   # In\n# C#\n#\tTab"), "1:1:;2:1:In;3:1:C#;4:1:Tab;");
  EXPECT_EQ(headings("#hash\n####### seven\n    # code\n\t# code\ntext # no"), "");
  EXPECT_EQ(headings("## ##"), "1:2:;");
}

TEST(MarkdownHeadings, Underlines) {
  EXPECT_EQ(headings("Title\n=====\n\nPart\n---\n"), "1:1:Title;4:2:Part;");
  EXPECT_EQ(headings("\n---\n- item\n---\n> quote\n---\n| a |\n---\n===\n"), "");
  EXPECT_EQ(headings("# One\n---\n"), "1:1:One;") << "a rule";
}

TEST(MarkdownHeadings, NotInCodeFences) {
  EXPECT_EQ(headings("```sh\n# comment\n```\n# Real\n"), "4:1:Real;");
  EXPECT_EQ(headings("~~~~\n```\n~~~\n# no\n~~~~\n# Real\n"), "6:1:Real;");
  EXPECT_EQ(headings("```\n# no end"), "");
  EXPECT_EQ(headings("```inline``` text\n# Real"), "2:1:Real;");
}

TEST(MarkdownHeadings, NotInFrontMatter) {
  EXPECT_EQ(headings("---\ntitle: x\n# comment\n---\n# Real\n"), "5:1:Real;");
  EXPECT_EQ(headings("---\n# Real\n"), "2:1:Real;");
}

}  // namespace
}  // namespace hearth::tools
