#include <string>

#include "tools/builtin.h"
#include "tools/tool_fixture.h"

namespace hearth::tools {
namespace {

class TextStatsTest : public ToolTest {};

TEST_F(TextStatsTest, CountsATextOrAFile) {
  json of_text = structured(make_text_stats, {{"text", "# Grün\n\ntwo  words\tmore\n"}});
  EXPECT_EQ(of_text, (json{{"lines", 3},
                           {"words", 5},
                           {"characters", 24},
                           {"bytes", 25},
                           {"longest_line", 15},
                           {"headings", {{{"level", 1}, {"text", "Grün"}, {"line", 1}}}}}));
  put("a.md", "# Grün\n\ntwo  words\tmore\n");
  json of_file = structured(make_text_stats, {{"path", "a.md"}});
  EXPECT_EQ(of_file["path"], "a.md");
  of_file.erase("path");
  EXPECT_EQ(of_file, of_text);
  EXPECT_EQ(sink_.reads().size(), 1U);
}

TEST_F(TextStatsTest, NothingIsNothing) {
  json empty = structured(make_text_stats, {{"text", ""}});
  EXPECT_EQ(empty["lines"], 0);
  EXPECT_EQ(empty["words"], 0);
  EXPECT_EQ(empty["longest_line"], 0);
  EXPECT_EQ(structured(make_text_stats, {{"text", " \n "}})["words"], 0);
}

TEST_F(TextStatsTest, SaysItInWords) {
  EXPECT_EQ(call(make_text_stats, {{"text", "a\nTitle\n===\n"}}).text,
            "The text: 3 lines, 3 words, 12 characters, 12 bytes; the longest line has 5 characters.\n"
            "Headings:\n     2\t# Title");
}

TEST_F(TextStatsTest, Fails) {
  put("binary", "\xff");
  EXPECT_TRUE(contains(failure(make_text_stats, json::object()), "either"));
  EXPECT_TRUE(contains(failure(make_text_stats, {{"text", "a"}, {"path", "b"}}), "either"));
  EXPECT_TRUE(contains(failure(make_text_stats, {{"path", "binary"}}), "not UTF-8"));
  EXPECT_TRUE(contains(failure(make_text_stats, {{"path", "absent"}}), "no such file"));
}

}  // namespace
}  // namespace hearth::tools
