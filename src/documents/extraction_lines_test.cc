#include "documents/extraction_lines.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth::documents {

namespace {

TEST(ExtractionLines, ComeBackAsTheyWere) {
  Extraction extraction;
  extraction.format = "pdf";
  extraction.title = "A \"title\"\n";
  extraction.problem = "cut off";
  extraction.chunks = {{.heading = "A > B", .text = "größe", .place = "page 3", .page = 3},
                       {.heading = "", .text = "x", .place = "lines 1-2", .first_line = 1, .last_line = 2}};
  Extraction back = extraction_from_lines(lines_of(extraction));
  EXPECT_EQ(back.state, Extraction::State::ready);
  EXPECT_EQ(back.format, extraction.format);
  EXPECT_EQ(back.title, extraction.title);
  EXPECT_EQ(back.problem, extraction.problem);
  EXPECT_EQ(back.chunks, extraction.chunks);
}

TEST(ExtractionLines, NothingElseIsBelieved) {
  std::string good = lines_of({});
  for (const std::string& bad :
       {std::string(), std::string("{}\n"), good + "{}\n", good.substr(0, good.size() - 1), std::string("[]\n"),
        "{}\n{\"text\":7}\n" + good, "{}\n{\"page\":0}\n" + good, "{}\n{\"page\":1e30}\n" + good,
        "{\"title\":\"" + std::string(3000, 'x') + "\"}\n", "{}\n{\"text\":\"\xff\"}\n" + good,
        std::string("{}\n{\"state\":\"fine\"}\n"), "{}\n" + std::string(70'000, ' ') + "{}\n" + good}) {
    EXPECT_THROW(extraction_from_lines(bad), Error) << bad.substr(0, 80);
  }
}

TEST(ExtractionLines, AFailureHasNoChunks) {
  EXPECT_TRUE(extraction_from_lines("{}\n{\"text\":\"x\"}\n{\"state\":\"failed\",\"problem\":\"p\"}\n").chunks.empty());
}

}  // namespace

}  // namespace hearth::documents
