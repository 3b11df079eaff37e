#include "cli/terminal/display_text.h"

#include <gtest/gtest.h>

namespace hearth::cli {
namespace {

TEST(TerminalText, KeepsLinesAndDisarmsTheRest) {
  EXPECT_EQ(terminal_text("a\n\tb\r\nc"), "a\n\tb\nc");
  EXPECT_EQ(terminal_text("\033[31mred\a\r\x7f"), "\\u{1b}[31mred\\u{7}\\u{d}\\u{7f}");
  EXPECT_EQ(terminal_text("\u009b31m\u202Eevil"), "\\u{9b}31m\\u{202e}evil");
  EXPECT_EQ(terminal_text("\xff"), "\\xff");
  EXPECT_EQ(terminal_text("👩\u200D💻 می\u200Cخواهم"), "👩\u200D💻 می\u200Cخواهم");
  EXPECT_EQ(terminal_text(""), "");
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("äöü"), 3u);
  EXPECT_EQ(display_width("日本"), 4u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
}

TEST(CutToWidth, NeverPassesTheWidthNorCutsACharacter) {
  EXPECT_EQ(cut_to_width("short", 5), "short");
  EXPECT_EQ(cut_to_width("longer", 5), "long…");
  EXPECT_EQ(cut_to_width("日本語", 4), "日…");
  EXPECT_EQ(cut_to_width("日本語", 0), "");
}

TEST(FirstLine, EndsAtEitherLineEnd) {
  EXPECT_EQ(first_line("a\r\nb"), "a");
  EXPECT_EQ(first_line("\nb"), "");
  EXPECT_EQ(first_line("a"), "a");
}

}  // namespace
}  // namespace hearth::cli
