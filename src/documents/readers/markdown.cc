// Markdown, by cmark: headings, paragraphs, list items, code and tables keep the lines they stand on.
#include <cmark.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "documents/readers/readers.h"

namespace hearth::documents {

namespace {

Range lines_of(cmark_node* node) {
  return {cmark_node_get_start_line(node), cmark_node_get_end_line(node)};
}

std::string literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string() : std::string(literal);
}

// The text of the inline nodes below a block.
class InlineText {
 public:
  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
        text_ += literal_of(node);
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        text_ += '\n';
        break;
      default:
        break;
    }
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// "---\ntitle: x\n---" at the very beginning is data about the text. Its lines become empty, so that numbers stay
// right.
std::string without_front_matter(std::string_view text, Builder& out) {
  std::string kept(text);
  if (!text.starts_with("---\n")) return kept;
  std::size_t end = text.find("\n---\n", 3);
  if (end == std::string_view::npos) return kept;
  if (std::size_t title = text.find("\ntitle:"); title < end) {
    std::string_view value = text.substr(title + 7, text.find('\n', title + 1) - title - 7);
    while (!value.empty() && (value.front() == ' ' || value.front() == '"' || value.front() == '\''))
      value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '"' || value.back() == '\''))
      value.remove_suffix(1);
    out.title(value);
  }
  for (std::size_t i = 0; i < end + 4; ++i) {
    if (kept[i] != '\n') kept[i] = ' ';
  }
  return kept;
}

}  // namespace

void read_markdown(std::string_view text, Builder& out) {
  out.layout(Unit::none, Counted::lines);
  std::string source = without_front_matter(text, out);
  std::unique_ptr<cmark_node, decltype(&cmark_node_free)> root(
      cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT), &cmark_node_free);
  std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> nodes(cmark_iter_new(root.get()), &cmark_iter_free);
  InlineText inline_text;
  for (cmark_event_type event = cmark_iter_next(nodes.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(nodes.get())) {
    cmark_node* node = cmark_iter_get_node(nodes.get());
    bool entering = event == CMARK_EVENT_ENTER;
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_HEADING:
        if (!entering) {
          std::string heading = inline_text.take();
          if (cmark_node_get_heading_level(node) == 1) out.title(heading);
          out.heading(cmark_node_get_heading_level(node), heading, lines_of(node));
        }
        break;
      case CMARK_NODE_PARAGRAPH:
        if (!entering) out.text(inline_text.take(), lines_of(node));
        break;
      case CMARK_NODE_CODE_BLOCK:
        out.code(literal_of(node), lines_of(node));
        break;
      case CMARK_NODE_HTML_BLOCK:
        break;
      default:
        if (entering) inline_text.enter(node);
        break;
    }
  }
}

}  // namespace hearth::documents
