// HTML, by gumbo, which reads it as a browser would. The tree is walked without recursion, because a page may be nested
// as deeply as it is long, and lives in an arena, because gumbo's own way of freeing it is recursive.
#include <gumbo.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "documents/readers/readers.h"
#include "documents/readers/table_text.h"

namespace hearth::documents {

namespace {

constexpr std::size_t most_html_bytes = 16 << 20;

class Arena {
 public:
  static void* allocate(void* arena, std::size_t size) { return static_cast<Arena*>(arena)->take(size); }
  static void give_back(void*, void*) {}

 private:
  void* take(std::size_t size) {
    constexpr std::size_t block_bytes = 1 << 20;
    size = (size + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);
    if (size > left_) {
      std::size_t made = std::max(size, block_bytes);
      blocks_.push_back(std::make_unique<std::byte[]>(made));
      next_ = blocks_.back().get();
      left_ = made;
    }
    void* taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

enum class Role { inside, block, heading, row, cell, item, preformatted, line_break, title, unseen };

Role role_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
      return Role::unseen;
    case GUMBO_TAG_TITLE:
      return Role::title;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return Role::heading;
    case GUMBO_TAG_TR:
      return Role::row;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Role::cell;
    case GUMBO_TAG_PRE:
      return Role::preformatted;
    case GUMBO_TAG_BR:
      return Role::line_break;
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
      return Role::inside;
    default:
      return Role::block;
  }
}

class HtmlWalk {
 public:
  explicit HtmlWalk(Builder& out) : out_(out) {}

  void walk(const GumboNode* root) {
    stack_.push_back({root, 0});
    enter(root);
    while (!stack_.empty()) {
      Step& step = stack_.back();
      const GumboVector* children = children_of(step.node);
      if (children == nullptr || step.next >= children->length) {
        const GumboNode* left = step.node;
        stack_.pop_back();
        leave(left);
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children->data[step.next++]);
      if (is_unseen(child)) continue;
      stack_.push_back({child, 0});
      enter(child);
    }
    flush();
  }

 private:
  struct Step {
    const GumboNode* node;
    unsigned next;
  };

  static const GumboVector* children_of(const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT) return &node->v.element.children;
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    return nullptr;
  }
  static bool is_unseen(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEMPLATE || node->type == GUMBO_NODE_COMMENT) return true;
    if (node->type != GUMBO_NODE_ELEMENT) return false;
    return role_of(node->v.element.tag) == Role::unseen ||
           gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr;
  }

  void enter(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
      add_text(node->v.text);
      return;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return;
    switch (role_of(node->v.element.tag)) {
      case Role::inside:
      case Role::unseen:
        break;
      case Role::line_break:
        text_ += '\n';
        break;
      case Role::cell:
        if (in_row_) {
          end_cell();
        } else {
          flush();
        }
        break;
      case Role::row:
        flush();
        in_row_ = true;
        cells_.clear();
        break;
      case Role::preformatted:
        flush();
        ++preformatted_;
        break;
      case Role::block:
        if (node->v.element.tag == GUMBO_TAG_TABLE) names_.clear();
        block_edge();
        break;
      default:
        block_edge();
        break;
    }
  }

  void leave(const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT) return;
    GumboTag tag = node->v.element.tag;
    switch (role_of(tag)) {
      case Role::title:
        out_.title(text_);
        clear();
        break;
      case Role::heading:
        out_.heading(1 + static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1), text_, lines_);
        if (tag == GUMBO_TAG_H1) out_.title(text_);
        clear();
        break;
      case Role::cell:
        if (in_row_) end_cell();
        break;
      case Role::row:
        end_row();
        break;
      case Role::preformatted:
        out_.code(text_, lines_);
        clear();
        --preformatted_;
        break;
      case Role::block:
        block_edge();
        break;
      default:
        break;
    }
  }

  void add_text(const GumboText& node) {
    std::string_view text = node.text;
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      auto line = static_cast<int>(node.start_pos.line);
      int end = line;
      for (char c : text.substr(0, text.find_last_not_of(" \t\r\n") + 1)) end += c == '\n' ? 1 : 0;
      if (lines_.first == 0) lines_.first = line;
      lines_.last = std::max(lines_.last, end);
    }
    for (char c : text) text_ += preformatted_ == 0 && (c == '\n' || c == '\r') ? ' ' : c;
  }

  // Within a row of a table a paragraph is part of a cell.
  void block_edge() {
    if (in_row_) {
      text_ += ' ';
    } else {
      flush();
    }
  }
  void end_cell() {
    if (!cells_.empty() || text_.find_first_not_of(" \n\t") != std::string::npos) cells_.push_back(text_);
    text_.clear();
  }
  void end_row() {
    if (text_.find_first_not_of(" \n\t") != std::string::npos) cells_.push_back(text_);
    in_row_ = false;
    if (names_.empty() && are_names(cells_)) {
      out_.text(row_text({}, cells_), lines_);
      names_ = cells_;
    } else {
      out_.row(row_text(cells_.size() == names_.size() ? names_ : Cells{}, cells_), {}, lines_);
    }
    cells_.clear();
    clear();
  }
  void flush() {
    if (preformatted_ > 0) {
      out_.code(text_, lines_);
    } else {
      out_.text(text_, lines_);
    }
    clear();
  }
  void clear() {
    text_.clear();
    lines_ = {};
  }

  Builder& out_;
  std::vector<Step> stack_;
  std::string text_;
  Range lines_;
  int preformatted_ = 0;
  bool in_row_ = false;
  Cells cells_;
  Cells names_;  // of the table's first row
};

}  // namespace

void read_html(std::string_view text, Builder& out) {
  if (text.size() > most_html_bytes) {
    throw Error(Code::unsupported, "it is a page of more than 16 MB: save its parts as pages of their own");
  }
  out.layout(Unit::none, Counted::lines);
  read_html_into(text, out);
}

void read_html_into(std::string_view text, Builder& out) {
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::give_back;
  options.userdata = &arena;
  options.max_errors = 0;
  const GumboOutput* output = gumbo_parse_with_options(&options, text.data(), text.size());
  HtmlWalk(out).walk(output->document);
}

}  // namespace hearth::documents
