// Files that are broken, or made to break something.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/utf8.h"
#include "documents/chunker.h"
#include "documents/readers/extract.h"
#include "documents/readers/zip_for_tests.h"

namespace hearth::documents {

namespace {

using State = Extraction::State;

std::string real_file(const std::string& name) {
  std::ifstream file("tests/documents/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_problem(const Extraction& extraction, State state, const std::string& words) {
  EXPECT_EQ(extraction.state, state) << extraction.problem;
  EXPECT_NE(extraction.problem.find(words), std::string::npos) << extraction.problem;
  EXPECT_TRUE(extraction.chunks.empty());
}

std::string docx_with(const std::string& body) {
  return zip_of({{"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"}});
}

TEST(Hostile, NothingAtAll) {
  for (const char* name : {"a.pdf", "a.docx", "a.txt", "a.eml", "a"}) {
    expect_problem(extract("", name), State::skipped, "empty");
  }
  expect_problem(extract(" \n\n", "a.txt"), State::skipped, "no text");
}

TEST(Hostile, CutOffAnywhereIsAProblemOrLessText) {
  for (const char* name : {"pandoc.docx", "libreoffice.odt", "libreoffice.pdf", "pandoc.epub", "pandoc.pptx",
                           "libreoffice.xlsx", "message.eml", "git.mbox", "pandoc.html"}) {
    std::string whole = real_file(name);
    for (int part = 1; part < 8; ++part) {
      Extraction extraction = extract(whole.substr(0, whole.size() * static_cast<std::size_t>(part) / 8), name);
      if (extraction.state == State::ready) {
        EXPECT_FALSE(extraction.chunks.empty()) << name;
      } else {
        EXPECT_FALSE(extraction.problem.empty()) << name;
      }
    }
  }
}

TEST(Hostile, AZipBomb) {
  std::string spaces(66 << 20, ' ');
  std::string bomb = zip_of({{"word/document.xml", spaces}});
  EXPECT_LT(bomb.size(), 1u << 20);
  expect_problem(extract(bomb, "a.docx"), State::failed, "unpacks to more than");
  Parts many;
  for (int i = 0; i < 20'100; ++i) many.emplace_back(std::to_string(i) + ".bin", "");
  expect_problem(extract(zip_of(many), "a.docx"), State::failed, "more than 20000 files");
}

TEST(Hostile, DeepNesting) {
  constexpr int deep = 100'000;
  std::string xml = repeated("<w:sdt>", deep) + repeated("</w:sdt>", deep);
  expect_problem(extract(docx_with(xml), "a.docx"), State::failed, "nested");
  std::string html = repeated("<div>", 5'000) + "the middle" + repeated("</div>", 5'000);
  Extraction page = extract("<html>" + html, "a.html");
  ASSERT_EQ(page.chunks.size(), 1u) << page.problem;
  EXPECT_EQ(page.chunks[0].text, "the middle");
  Extraction quotes = extract(repeated(">", deep) + " the middle", "a.md");
  EXPECT_EQ(quotes.state, State::ready) << quotes.problem;
  std::string mail = "Subject: outermost\nContent-Type: message/rfc822\n\n";
  Extraction nested = extract(repeated(mail, 1000), "a.eml");
  EXPECT_EQ(nested.state, State::ready);
  EXPECT_LT(nested.chunks.size(), 100u);
}

TEST(Hostile, ALineOfTwentyMegabytes) {
  std::string line(20 << 20, 'x');
  Bounds bounds;
  bounds.text_bytes = 2 << 20;  // what is cut up is cut up slowly under a sanitizer
  Extraction extraction = extract(line, "a.txt", bounds);
  ASSERT_EQ(extraction.state, State::ready);
  EXPECT_NE(extraction.problem.find("only its first part"), std::string::npos);
  for (const Chunk& chunk : extraction.chunks) EXPECT_LE(word_weight(chunk.text), most_chunk_words);
  EXPECT_EQ(extraction.chunks.back().place, "line 1");
}

TEST(Hostile, NamesThatLie) {
  EXPECT_EQ(extract(real_file("libreoffice.pdf"), "a.docx").format, "pdf");
  EXPECT_EQ(extract(real_file("pandoc.docx"), "a.txt").format, "docx");
  EXPECT_EQ(extract(real_file("pandoc.odt"), "a.pdf").format, "odt");
  EXPECT_EQ(extract("just text", "a.pdf").format, "text");
  EXPECT_EQ(extract("<!DOCTYPE html><p>page</p>", "a.txt").format, "html");
  std::string program(
      "\x7f"
      "ELF\2\1\1\0\0\0\0\0",
      12);
  expect_problem(extract(program, "a.txt"), State::skipped, "no text");
  expect_problem(extract(zip_of({{"a.bin", "x"}}), "a.docx"), State::skipped, "an archive");
}

TEST(Hostile, OldAndEncryptedOfficeFiles) {
  std::string old = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(1000, '\0');
  expect_problem(extract(old, "a.doc"), State::skipped, "before 2007");
  std::string name("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  expect_problem(extract(old + name, "a.docx"), State::failed, "encrypted");
  std::string odt = zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"},
                            {"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"},
                            {"content.xml", "noise"}});
  expect_problem(extract(odt, "a.odt"), State::failed, "encrypted");
  std::string book = zip_of(
      {{"mimetype", "application/epub+zip"},
       {"META-INF/encryption.xml", "<e><EncryptedData><CipherReference URI=\"c1.xhtml\"/></EncryptedData></e>"}});
  expect_problem(extract(book, "a.epub"), State::failed, "restrictions");
}

TEST(Hostile, XmlEntitiesAreNotExpanded) {
  std::string xml =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
      "<w:document><w:body><w:p><w:r><w:t>before &b; &f; after</w:t></w:r></w:p></w:body></w:document>";
  Extraction extraction = extract(zip_of({{"word/document.xml", xml}}), "a.docx");
  ASSERT_EQ(extraction.chunks.size(), 1u) << extraction.problem;
  EXPECT_EQ(extraction.chunks[0].text, "before &b; &f; after");
}

TEST(Hostile, TextIsFitToShow) {
  Extraction extraction = extract("red \x1b[31mred\x1b[0m and \xff bad\x07", "a.txt");
  ASSERT_EQ(extraction.chunks.size(), 1u);
  EXPECT_TRUE(is_valid_utf8(extraction.chunks[0].text));
  EXPECT_EQ(extraction.chunks[0].text.find('\x1b'), std::string::npos);
  EXPECT_EQ(extraction.chunks[0].text.find('\x07'), std::string::npos);
}

TEST(Hostile, PartsThatNameEachOther) {
  // A book whose spine names one chapter without end, and a chapter that is the book itself.
  std::string spine = repeated("<itemref idref=\"c\"/>", 1000);
  std::string book = zip_of({{"mimetype", "application/epub+zip"},
                             {"META-INF/container.xml", "<c><rootfile full-path=\"b.opf\"/></c>"},
                             {"b.opf", "<package><manifest><item id=\"c\" href=\"c.xhtml\"/></manifest><spine>" +
                                           spine + "</spine></package>"},
                             {"c.xhtml", "<p>" + std::string(30'000, 'x') + "</p>"}});
  Bounds bounds;
  bounds.text_bytes = 1 << 20;
  Extraction extraction = extract(book, "a.epub", bounds);
  EXPECT_EQ(extraction.state, State::ready);
  EXPECT_NE(extraction.problem.find("only its first part"), std::string::npos);
}

}  // namespace

}  // namespace hearth::documents
