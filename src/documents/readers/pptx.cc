// PowerPoint's files: slide by slide in the order of the presentation, the title as heading, then what the speaker
// notes.
#include <string>

#include "documents/readers/readers.h"
#include "documents/readers/table_text.h"
#include "documents/readers/xml.h"

namespace hearth::documents {

namespace {

constexpr std::string_view main_part = "ppt/presentation.xml";

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    std::string_view name = local_name(child);
    if (name == "t") {
      text += child.child_value();
    } else if (name == "br") {
      text += '\n';
    } else {
      text += text_of(child);
      if (name == "p") text += '\n';
    }
  }
  return text;
}

std::string_view placeholder_of(const pugi::xml_node& shape) {
  pugi::xml_node properties = child_named(child_named(shape, "nvSpPr"), "nvPr");
  return attribute_named(child_named(properties, "ph"), "type");
}

class SlideReader {
 public:
  explicit SlideReader(Builder& out) : out_(out) {}

  void read(const pugi::xml_node& tree) {
    // The title may stand anywhere among the shapes.
    read_titles(tree);
    read_shapes(tree);
  }

  void read_notes(const pugi::xml_node& tree) {
    for (const pugi::xml_node& shape : tree.children()) {
      if (local_name(shape) == "sp" && placeholder_of(shape) == "body") out_.text("Notes: " + text_of(shape));
    }
  }

 private:
  static bool is_title(const pugi::xml_node& shape) {
    std::string_view type = placeholder_of(shape);
    return type == "title" || type == "ctrTitle";
  }

  void read_titles(const pugi::xml_node& tree) {
    for (const pugi::xml_node& shape : tree.children()) {
      if (local_name(shape) != "sp" || !is_title(shape)) continue;
      std::string title = text_of(shape);
      out_.title(title);
      out_.heading(1, title);
    }
  }

  void read_shapes(const pugi::xml_node& tree) {
    for (const pugi::xml_node& shape : tree.children()) {
      std::string_view name = local_name(shape);
      if (name == "sp") {
        std::string_view type = placeholder_of(shape);
        if (!is_title(shape) && type != "sldNum" && type != "dt" && type != "ftr") read_paragraphs(shape);
      } else if (name == "grpSp") {
        read_shapes(shape);
      } else if (name == "graphicFrame") {
        read_table(find_below(shape, "tbl"));
      }
    }
  }

  void read_paragraphs(const pugi::xml_node& shape) {
    for (const pugi::xml_node& paragraph : child_named(shape, "txBody").children()) {
      if (local_name(paragraph) == "p") out_.text(text_of(paragraph));
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
      if (first && are_names(cells)) names = cells;
      out_.row(row_text(!first && cells.size() == names.size() ? names : Cells{}, cells), {});
      first = false;
    }
  }

  Builder& out_;
};

void read_slide(const Package& package, const std::string& part, int number, Builder& out) {
  pugi::xml_document slide;
  if (!parse_optional_part(slide, package, part, out.bounds().depth)) return;
  out.enter(number);
  SlideReader reader(out);
  reader.read(find_below(slide, "spTree"));
  for (const auto& [id, target] : relations_of(package, part)) {
    pugi::xml_document notes;
    if (target.find("notesSlide") == std::string::npos) continue;
    if (parse_optional_part(notes, package, target, out.bounds().depth)) reader.read_notes(find_below(notes, "spTree"));
  }
}

}  // namespace

void read_pptx(Package& package, Builder& out) {
  out.layout(Unit::slide, Counted::nothing);
  out.title(title_in(package, "docProps/core.xml"));
  pugi::xml_document presentation;
  parse_part(presentation, package, main_part, out.bounds().depth);
  auto relations = relations_of(package, main_part);
  int number = 0;
  for (const pugi::xml_node& slide : child_named(presentation.document_element(), "sldIdLst").children()) {
    auto part = relations.find(std::string(slide.attribute("r:id").value()));
    ++number;
    if (part != relations.end()) read_slide(package, part->second, number, out);
  }
}

}  // namespace hearth::documents
