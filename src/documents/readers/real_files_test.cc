// Files that other programs made: tests/documents/README.md.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "documents/readers/extract.h"

namespace hearth::documents {

namespace {

Extraction extracted(const std::string& name) {
  std::ifstream file("tests/documents/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return extract(std::string(std::istreambuf_iterator<char>(file), {}), name);
}

// The chunk that holds a text, as "place | headings".
std::string where(const Extraction& extraction, const std::string& text) {
  for (const Chunk& chunk : extraction.chunks) {
    if (chunk.text.find(text) != std::string::npos) return chunk.place + " | " + chunk.heading;
  }
  return "nowhere";
}

struct Case {
  const char* file;
  const char* format;
  const char* opening;  // where "Anna Berg" stands
  const char* table;    // where the row of April stands
  const char* safety;   // where the key hangs
};

class Report : public testing::TestWithParam<Case> {};

TEST_P(Report, HasTextHeadingsAndPlaces) {
  Extraction report = extracted(GetParam().file);
  ASSERT_EQ(report.state, Extraction::State::ready) << report.problem;
  EXPECT_EQ(report.format, GetParam().format);
  EXPECT_EQ(report.title, "Kiln report");
  EXPECT_EQ(where(report, "built in 1987 by Anna Berg"), GetParam().opening);
  EXPECT_EQ(where(report, "1040"), GetParam().table);
  EXPECT_EQ(where(report, "The key hangs in Yusuf"), GetParam().safety);
  EXPECT_NE(where(report, "Größe und Straße: Umlaute bleiben erhalten."), "nowhere");
}

INSTANTIATE_TEST_SUITE_P(
    Programs, Report,
    testing::Values(
        Case{"pandoc.docx", "docx", "paragraphs 2-3 | Kiln report", "paragraphs 4-8 | Kiln report > Temperatures",
             "paragraphs 9-10 | Kiln report > Temperatures > Safety"},
        Case{"libreoffice.docx", "docx", "paragraphs 2-3 | Kiln report", "paragraphs 4-8 | Kiln report > Temperatures",
             "paragraphs 9-10 | Kiln report > Temperatures > Safety"},
        Case{"pandoc.odt", "odt", "paragraphs 2-3 | Kiln report", "paragraphs 4-8 | Kiln report > Temperatures",
             "paragraphs 9-10 | Kiln report > Temperatures > Safety"},
        Case{"libreoffice.odt", "odt", "paragraphs 2-3 | Kiln report", "paragraphs 4-8 | Kiln report > Temperatures",
             "paragraphs 9-10 | Kiln report > Temperatures > Safety"},
        Case{"libreoffice.pdf", "pdf", "page 1 | Kiln report", "page 1 | Kiln report > Temperatures",
             "page 1 | Kiln report > Temperatures"},
        Case{"browser.pdf", "pdf", "page 1 | Kiln report", "page 1 | Kiln report > Temperatures",
             "page 1 | Kiln report > Temperatures > Safety"},
        Case{"pandoc.epub", "epub", "chapter 2, paragraphs 1-2 | Kiln report",
             "chapter 2, paragraphs 3-7 | Kiln report > Temperatures",
             "chapter 2, paragraphs 8-9 | Kiln report > Temperatures > Safety"},
        Case{"pandoc.html", "html", "lines 162-164 | Kiln report", "lines 165-186 | Kiln report > Temperatures",
             "lines 190-192 | Kiln report > Temperatures > Safety"},
        Case{"report.md", "markdown", "lines 5-8 | Kiln report", "lines 10-18 | Kiln report > Temperatures",
             "lines 20-22 | Kiln report > Temperatures > Safety"}),
    [](const testing::TestParamInfo<Case>& tested) {
      std::string name = tested.param.file;
      name[name.find('.')] = '_';
      return name;
    });

TEST(RealFiles, RowsOfTablesCarryTheNamesOfTheirColumns) {
  for (const char* file : {"pandoc.docx", "libreoffice.odt", "pandoc.html", "pandoc.epub"}) {
    EXPECT_NE(where(extracted(file), "Firing: April; Fuel: gas; Degrees: 1040"), "nowhere") << file;
  }
}

TEST(RealFiles, SlidesInOrderWithNotes) {
  for (const char* file : {"pandoc.pptx", "libreoffice.pptx"}) {
    Extraction slides = extracted(file);
    EXPECT_EQ(slides.title, "Kiln plans");
    ASSERT_EQ(slides.chunks.size(), 3u) << file;
    EXPECT_EQ(where(slides, "The old one leaks heat"), "slide 2 | Why a new kiln");
    EXPECT_EQ(where(slides, "Notes: Mention the grant from the city of Ulm."), "slide 2 | Why a new kiln");
    EXPECT_EQ(where(slides, "48,000 euros"), "slide 3 | Budget");
    EXPECT_EQ(slides.chunks[1].page, 2);
  }
}

TEST(RealFiles, SheetsRowByRow) {
  Extraction sheet = extracted("libreoffice.xlsx");
  EXPECT_EQ(where(sheet, "Customer: Otto, Ltd.; City: Bern; Invoice: 2026-018; Amount: 99.95; Date: 2026-04-02"),
            "sheet sheet, rows 1-4 | ");
  EXPECT_EQ(sheet.chunks.at(0).page, 1);
  Extraction csv = extracted("sheet.csv");
  EXPECT_EQ(where(csv, "Customer: Otto, Ltd.; City: Bern; Invoice: 2026-018; Amount: 99.95; Date: 2026-04-02"),
            "rows 1-4 | ");
  EXPECT_EQ(csv.chunks.at(0).last_line, 4);
}

TEST(RealFiles, APageAsTheBrowserHoldsIt) {
  Extraction page = extracted("browser.html");
  EXPECT_EQ(page.title, "Bakery open");
  EXPECT_NE(where(page, "Open from six o'clock.\nClosed on Monday."), "nowhere");
  EXPECT_NE(where(page, "Bread: Rye; Price: 4.20"), "nowhere");
  EXPECT_NE(where(page, "Written by a script: 77 rolls."), "nowhere");
  EXPECT_EQ(where(page, "insertAdjacentHTML"), "nowhere");
}

TEST(RealFiles, Mail) {
  Extraction message = extracted("message.eml");
  EXPECT_EQ(message.format, "eml");
  EXPECT_EQ(message.title, "Rechnung für März");
  EXPECT_NE(where(message, "From: Mara Klein <mara@example.org>"), "nowhere");
  EXPECT_NE(where(message, "1.250,50 Euro liegt bei. Bitte bis 30. März überweisen."), "nowhere");
  EXPECT_NE(where(message, "Attached: Rechnung März.pdf"), "nowhere");
  EXPECT_EQ(message.chunks.at(0).first_line, 1);
  Extraction patches = extracted("git.mbox");
  EXPECT_EQ(patches.format, "mbox");
  EXPECT_EQ(where(patches, "return 900"), "message 1 | [PATCH 1/2] Heat the kiln to 900 degrees");
  EXPECT_EQ(where(patches, "+int heat() { return 1180; }"), "message 2 | [PATCH 2/2] Heat the kiln to 1180 degrees");
  EXPECT_EQ(patches.chunks.back().first_line, 23);
  EXPECT_EQ(patches.chunks.back().last_line, 41);
}

TEST(RealFiles, CodeFunctionByFunction) {
  Extraction code = extracted("kiln.py");
  EXPECT_EQ(code.format, "code");
  EXPECT_EQ(where(code, "    return 20 + 130 * hours"), "lines 5-7 | def temperature(hours):");
  EXPECT_EQ(where(code, "# Degrees, after so many hours."), "lines 5-7 | def temperature(hours):");
  EXPECT_EQ(where(code, "math.nan"), "lines 10-15 | class Kiln:");
}

TEST(RealFiles, AnOldEncoding) {
  EXPECT_EQ(where(extracted("latin1.txt"), "Grüße aus Köln: die Öfen sind geöffnet, und die Straße ist gesperrt."),
            "lines 1-4 | ");
}

TEST(RealFiles, WhatHasNoTextSaysWhy) {
  Extraction encrypted = extracted("encrypted.pdf");
  EXPECT_EQ(encrypted.state, Extraction::State::failed);
  EXPECT_NE(encrypted.problem.find("encrypted"), std::string::npos);
  Extraction scanned = extracted("scanned.pdf");
  EXPECT_EQ(scanned.state, Extraction::State::failed);
  EXPECT_NE(scanned.problem.find("a scan"), std::string::npos);
}

}  // namespace

}  // namespace hearth::documents
