#include <gtest/gtest.h>

#include "llm/reflex/extractors/extractor.h"
#include "llm/reflex/extractors/key_values.h"
#include "llm/reflex/extractors/tables.h"

namespace hearth::llm::reflex {

namespace {

using Texts = std::vector<std::string>;

Texts texts(const std::vector<Find>& finds) {
  Texts all;
  for (const Find& find : finds) all.push_back(find.text);
  return all;
}

}  // namespace

TEST(ExtractorsTest, Emails) {
  EXPECT_EQ(texts(find_emails({"Write to a.b@x.example.org.", "or <c+d@y.example.com>, not e@f"})),
            (Texts{"a.b@x.example.org", "c+d@y.example.com"}));
}

TEST(ExtractorsTest, UrlsEndBeforePunctuation) {
  EXPECT_EQ(texts(find_urls({"See https://a.example/x?y=1. (http://b.example/z)"})),
            (Texts{"https://a.example/x?y=1", "http://b.example/z"}));
}

TEST(ExtractorsTest, DatesInSeveralForms) {
  EXPECT_EQ(texts(find_dates({"2025-03-04, 31/12/2029, 28.03.2025", "on 4 March 2025 or March 4, 2025; 17. Juni 2025",
                              "invoice 2025-0388, 4 bags"})),
            (Texts{"2025-03-04", "31/12/2029", "28.03.2025", "4 March 2025", "March 4, 2025", "17. Juni 2025"}));
}

TEST(ExtractorsTest, AmountsNeedACurrency) {
  EXPECT_EQ(texts(find_amounts({"GBP 1,450.00 or 95,00 EUR or €12 or 40 bags, SW-20"})),
            (Texts{"GBP 1,450.00", "95,00 EUR", "€12"}));
}

TEST(ExtractorsTest, PhonesAreNoDates) {
  EXPECT_EQ(texts(find_phones({"Phone: 0555 0142 77", "on 2025-03-04 10 20", "+49 30 123456"})),
            (Texts{"0555 0142 77", "+49 30 123456"}));
}

TEST(ExtractorsTest, FindsKnowTheirLines) {
  EXPECT_EQ(find_dates({"", "2025-03-04"})[0].line, 2U);
}

TEST(TablesTest, MarkdownTable) {
  std::vector<Table> tables = markdown_tables({"text", "| A | B |", "|---|:-:|", "| 1 | x \\| y |", "", "no | table"});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].line, 2U);
  EXPECT_EQ(tables[0].rows, (std::vector<Texts>{{"1", "x | y"}}));
}

TEST(TablesTest, CsvWithQuotesAndOtherSeparators) {
  std::vector<Table> tables = csv_table({"a;b", "1;\"x;\"\"y\"\"\"", "", "2;\"two", "lines\""});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].rows, (std::vector<Texts>{{"1", "x;\"y\""}, {"2", "two\nlines"}}));
  EXPECT_EQ(tables[0].row_lines, (std::vector<std::size_t>{2, 4}));
  EXPECT_TRUE(csv_table({}).empty());
}

TEST(KeyValuesTest, TomlKeepsTypesAndIniDoesNot) {
  std::vector<std::string> lines = {"# c", "a = 1", "[s]", "b = \"x\"", "on = true"};
  EXPECT_EQ(as_object(key_values_of("x.toml", lines)), (json{{"a", 1}, {"s", {{"b", "x"}, {"on", true}}}}));
  EXPECT_EQ(as_object(key_values_of("x.ini", lines)), (json{{"a", "1"}, {"s", {{"b", "x"}, {"on", "true"}}}}));
}

TEST(KeyValuesTest, ProseHasKeysBeforeColons) {
  EXPECT_EQ(as_object(key_values_of("x.md", {"Author: Ilka Marwood", "- Press contact: a@b.example",
                                             "https://x.example", "A sentence that is long: no"})),
            (json{{"Author", "Ilka Marwood"}, {"Press contact", "a@b.example"}}));
}

}  // namespace hearth::llm::reflex
