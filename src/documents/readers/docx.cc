// Word's files (Office Open XML): paragraphs with their heading styles, tables row by row, footnotes.
#include <charconv>
#include <map>
#include <string>

#include "documents/readers/readers.h"
#include "documents/readers/table_text.h"
#include "documents/readers/xml.h"

namespace hearth::documents {

namespace {

constexpr std::string_view main_part = "word/document.xml";

int level_from(std::string_view digits) {
  int level = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), level);
  return level >= 1 && level <= 9 ? level : 0;
}

// Heading styles are called differently in every language; their names inside are "heading 1", their outline levels 0.
std::map<std::string, int> heading_styles(const Package& package, int depth) {
  std::map<std::string, int> levels;
  pugi::xml_document document;
  if (!parse_optional_part(document, package, "word/styles.xml", depth)) return levels;
  for (const pugi::xml_node& style : document.document_element().children()) {
    if (local_name(style) != "style") continue;
    std::string id(attribute_named(style, "styleId"));
    std::string_view name = attribute_named(child_named(style, "name"), "val");
    int level = 0;
    if (name.starts_with("heading ") || name.starts_with("Heading ")) level = level_from(name.substr(8));
    if (name == "Title" || name == "title") level = 1;
    pugi::xml_node outline = child_named(child_named(style, "pPr"), "outlineLvl");
    if (level == 0 && outline) level = level_from(attribute_named(outline, "val")) + 1;
    if (level > 0 && level < 10) levels[id] = level;
  }
  return levels;
}

class DocxReader {
 public:
  DocxReader(const Package& package, Builder& out)
      : package_(package), out_(out), styles_(heading_styles(package, out.bounds().depth)) {}

  void read() {
    out_.layout(Unit::none, Counted::paragraphs);
    out_.title(title_in(package_, "docProps/core.xml"));
    pugi::xml_document document;
    parse_part(document, package_, main_part, out_.bounds().depth);
    read_blocks(child_named(document.document_element(), "body"));
    for (const char* notes : {"word/footnotes.xml", "word/endnotes.xml"}) {
      pugi::xml_document of_notes;
      if (!parse_optional_part(of_notes, package_, notes, out_.bounds().depth)) continue;
      for (const pugi::xml_node& note : of_notes.document_element().children()) read_blocks(note);
    }
  }

 private:
  void read_blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      std::string_view name = local_name(node);
      if (name == "p") {
        read_paragraph(node);
      } else if (name == "tbl") {
        read_table(node);
      } else if (name != "sectPr" && name != "pPr") {
        read_blocks(node);  // content controls, kept changes
      }
    }
  }

  void read_paragraph(const pugi::xml_node& paragraph) {
    pugi::xml_node properties = child_named(paragraph, "pPr");
    auto style = styles_.find(std::string(attribute_named(child_named(properties, "pStyle"), "val")));
    int level = style == styles_.end() ? 0 : style->second;
    if (pugi::xml_node outline = child_named(properties, "outlineLvl")) {
      level = level_from(attribute_named(outline, "val")) + 1;
    }
    std::string text = text_of(paragraph);
    if (level > 0 && level < 10) {
      out_.title(text);
      out_.heading(level, text);
    } else {
      out_.text(text);
    }
  }

  void read_table(const pugi::xml_node& table) {
    Cells names;
    bool first = true;
    for (const pugi::xml_node& row : table.children()) {
      if (local_name(row) != "tr") continue;
      Cells cells;
      for (const pugi::xml_node& cell : row.children()) {
        if (local_name(cell) == "tc") cells.push_back(text_of(cell));
      }
      if (first && are_names(cells)) {
        out_.row(row_text({}, cells), {});
        names = cells;
      } else {
        out_.row(row_text(cells.size() == names.size() ? names : Cells{}, cells), {});
      }
      first = false;
    }
  }

  static std::string text_of(const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xml_node& child : node.children()) {
      std::string_view name = local_name(child);
      if (name == "t") {
        text += child.child_value();
      } else if (name == "tab") {
        text += '\t';
      } else if (name == "br" || name == "cr") {
        text += '\n';
      } else if (name == "del" || name == "pPr" || name == "rPr" || name == "Fallback") {
        continue;  // what was struck out, and the second form of a drawing
      } else {
        text += text_of(child);
        if (name == "p") text += '\n';
      }
    }
    return text;
  }

  const Package& package_;
  Builder& out_;
  std::map<std::string, int> styles_;
};

}  // namespace

void read_docx(Package& package, Builder& out) {
  DocxReader(package, out).read();
}

}  // namespace hearth::documents
