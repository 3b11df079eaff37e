#include "documents/readers/sheet_values.h"

#include <gtest/gtest.h>

#include "documents/readers/table_text.h"
#include "documents/readers/zip_for_tests.h"

namespace hearth::documents {

namespace {

TEST(SheetValues, DaysAreDates) {
  EXPECT_EQ(date_of("46095"), "2026-03-14");
  EXPECT_EQ(date_of("46095.395833333"), "2026-03-14 09:30");
  EXPECT_EQ(date_of("-1"), "-1");
  EXPECT_EQ(date_of("1e300"), "1e300");
  EXPECT_EQ(date_of("text"), "text");
}

TEST(SheetValues, NumbersAsTheyAreShown) {
  EXPECT_EQ(number_shown("0.30000000000000004"), "0.3");
  EXPECT_EQ(number_shown("1250.5"), "1250.5");
  EXPECT_EQ(number_shown("12a"), "12a");
}

TEST(SheetValues, ColumnsByLetters) {
  EXPECT_EQ(column_of("A1"), 0u);
  EXPECT_EQ(column_of("Z9"), 25u);
  EXPECT_EQ(column_of("AB12"), 27u);
  EXPECT_EQ(column_of("12"), static_cast<std::size_t>(-1));
}

TEST(SheetValues, FormatsSayWhatIsADate) {
  Package package(zip_of({{"xl/styles.xml",
                           "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]d/m/yy\"/>"
                           "<numFmt numFmtId=\"165\" formatCode=\"0.0 &quot;days&quot;\"/></numFmts><cellXfs>"
                           "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"14\"/>"
                           "</cellXfs></styleSheet>"}}));
  SheetStyles styles(package, 100);
  EXPECT_FALSE(styles.is_date("0"));
  EXPECT_TRUE(styles.is_date("1"));
  EXPECT_FALSE(styles.is_date("2"));
  EXPECT_TRUE(styles.is_date("3"));
  EXPECT_FALSE(styles.is_date("4"));
  EXPECT_FALSE(styles.is_date(""));
}

TEST(TableText, NamesAreToldFromValues) {
  EXPECT_TRUE(are_names({"Name", "City"}));
  EXPECT_FALSE(are_names({"Name", "2026"}));
  EXPECT_FALSE(are_names({"Name", "Name"}));
  EXPECT_FALSE(are_names({"Name", ""}));
  EXPECT_EQ(row_text({"Name", "City"}, {"Anna", "", "x"}), "Name: Anna; x");
  EXPECT_EQ(row_text({}, {"Anna", "Ulm"}), "Anna | Ulm");
}

}  // namespace

}  // namespace hearth::documents
