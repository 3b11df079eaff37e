// OpenDocument texts: headings with their levels, paragraphs, lists, tables row by row.
#include <charconv>
#include <string>

#include "base/error.h"
#include "documents/readers/readers.h"
#include "documents/readers/table_text.h"
#include "documents/readers/xml.h"

namespace hearth::documents {

namespace {

int number_of(std::string_view digits, int otherwise) {
  int number = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} && number > 0 ? number : otherwise;
}

class OdtReader {
 public:
  explicit OdtReader(Builder& out) : out_(out) {}

  void read_blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      std::string_view name = local_name(node);
      if (name == "h") {
        std::string text = text_of(node);
        out_.title(text);
        out_.heading(number_of(attribute_named(node, "outline-level"), 1), text);
      } else if (name == "p") {
        read_paragraph(node);
      } else if (name == "table") {
        first_row_ = true;
        read_rows(node);
      } else if (name != "tracked-changes" && name != "forms") {
        read_blocks(node);
      }
    }
  }

 private:
  void read_paragraph(const pugi::xml_node& node) {
    if (attribute_named(node, "style-name") == "Title") {
      std::string text = text_of(node);
      out_.title(text);
      out_.heading(1, text);
    } else {
      out_.text(text_of(node));
    }
  }

  void read_rows(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      if (local_name(node) == "table-row") {
        read_row(node);
      } else {
        read_rows(node);  // table-header-rows, table-row-group
      }
    }
  }

  void read_row(const pugi::xml_node& row) {
    Cells cells;
    for (const pugi::xml_node& cell : row.children()) {
      if (local_name(cell) == "table-cell") cells.push_back(text_of(cell));
    }
    if (first_row_ && are_names(cells)) {
      out_.row(row_text({}, cells), {});
      names_ = cells;
    } else {
      if (first_row_) names_.clear();
      out_.row(row_text(cells.size() == names_.size() ? names_ : Cells{}, cells), {});
    }
    first_row_ = false;
  }

  static std::string text_of(const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() == pugi::node_pcdata) {
        text += child.value();
        continue;
      }
      std::string_view name = local_name(child);
      if (name == "s") {
        text += ' ';
      } else if (name == "tab") {
        text += '\t';
      } else if (name == "line-break") {
        text += '\n';
      } else if (name != "annotation" && name != "desc") {
        text += text_of(child);
        if (name == "p") text += '\n';
      }
    }
    return text;
  }

  Builder& out_;
  Cells names_;
  bool first_row_ = true;
};

}  // namespace

void read_odt(Package& package, Builder& out) {
  if (package.part("META-INF/manifest.xml").find("encryption-data") != std::string::npos) {
    throw Error(Code::denied, "it is encrypted: save a copy without a password and add that");
  }
  out.layout(Unit::none, Counted::paragraphs);
  out.title(title_in(package, "meta.xml"));
  pugi::xml_document document;
  parse_part(document, package, "content.xml", out.bounds().depth);
  OdtReader(out).read_blocks(child_named(document.document_element(), "body"));
}

}  // namespace hearth::documents
