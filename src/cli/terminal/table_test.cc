#include "cli/terminal/table.h"

#include <gtest/gtest.h>

namespace hearth::cli {
namespace {

const std::vector<Column> columns{
    {"ID", Column::Align::right}, {"TITLE", Column::Align::left, Column::Fit::shrinks}, {"END"}};

TEST(Table, AlignsByColumnsNotBytes) {
  EXPECT_EQ(render_table(columns, {{"7", "日本", "x"}, {"12", "übung", "y"}}, 0, Style()),
            "ID  TITLE  END\n"
            " 7  日本   x\n"
            "12  übung  y\n");
}

TEST(Table, CutsWhatMayShrinkToTheTerminal) {
  EXPECT_EQ(render_table(columns, {{"7", "a rather long title", "x"}}, 20, Style()),
            "ID  TITLE        END\n"
            " 7  a rather l…  x\n");
}

TEST(Table, LeavesWhatCannotFit) {
  EXPECT_EQ(render_table(columns, {{"7", "a rather long title", "xxxxxxxx"}}, 5, Style()),
            "ID  TITLE     END\n"
            " 7  a rathe…  xxxxxxxx\n");
}

TEST(Table, EscapesCells) {
  EXPECT_EQ(render_table({{"NAME"}}, {{"a\n\033[1m"}}, 0, Style()), "NAME\na\\u{a}\\u{1b}[1m\n");
}

TEST(Table, OfNothingIsNothing) {
  EXPECT_EQ(render_table(columns, {}, 80, Style()), "");
}

}  // namespace
}  // namespace hearth::cli
