#include "documents/builder.h"

#include <utility>

#include "base/utf8.h"

namespace hearth::documents {

namespace {

constexpr std::size_t most_title_bytes = 300;
constexpr std::size_t most_heading_bytes = 200;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
}

// The length of the space, soft hyphen or invisible mark that begins here; 0: something that is read.
struct Invisible {
  std::size_t size;
  bool spaces;
};
Invisible invisible_at(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 0xC2) return {0, false};
  std::string_view rest = text.substr(at);
  if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\x85")) return {2, true};  // no-break space, next line
  if (rest.starts_with("\xC2\xAD")) return {2, false};                                 // soft hyphen
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return {3, true};  // line separators
  if (rest.starts_with("\xE2\x80\xAF") || rest.starts_with("\xE3\x80\x80")) return {3, true};  // wide, narrow spaces
  if (rest.starts_with("\xE2\x80\x8B") || rest.starts_with("\xEF\xBB\xBF")) return {3, false};
  if (rest.size() >= 3 && rest.starts_with("\xE2\x80") && static_cast<unsigned char>(rest[2]) >= 0x80 &&
      static_cast<unsigned char>(rest[2]) <= 0x8A) {
    return {3, true};  // the typographic spaces
  }
  return {0, false};
}

// Code keeps its spaces, and loses what would steer a terminal.
std::string tidy_code(std::string_view text) {
  std::string valid = to_valid_utf8(text);
  std::string out;
  out.reserve(valid.size());
  for (char c : valid) {
    if (c == '\n') {
      while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
      out += c;
    } else if (c == '\t' || !is_control(c)) {
      out += c;
    }
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n' || out.back() == '\t')) out.pop_back();
  return out;
}

}  // namespace

std::string tidy(std::string_view text, Breaks breaks) {
  std::string valid = to_valid_utf8(text);
  std::string out;
  out.reserve(valid.size());
  bool space = false;
  std::size_t newlines = 0;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    char c = valid[i];
    if (c == '\n' && breaks == Breaks::kept) {
      ++newlines;
      continue;
    }
    if (c == ' ' || is_control(c)) {
      space = true;
      continue;
    }
    if (Invisible invisible = invisible_at(valid, i); invisible.size > 0) {
      space = space || invisible.spaces;
      i += invisible.size - 1;
      continue;
    }
    if (!out.empty()) {
      if (newlines > 0) {
        out.append(newlines, '\n');
      } else if (space) {
        out += ' ';
      }
    }
    space = false;
    newlines = 0;
    out += c;
  }
  return out;
}

void Builder::title(std::string_view title) {
  std::string tidied = tidy(title, Breaks::joined);
  if (document_.title.empty()) document_.title = utf8_prefix(tidied, most_title_bytes);
}

void Builder::layout(Unit unit, Counted counted) {
  document_.unit = unit;
  document_.counted = counted;
}

void Builder::enter(int number, std::string_view name) {
  unit_number_ = number;
  std::string tidied = tidy(name, Breaks::joined);
  unit_name_ = utf8_prefix(tidied, most_heading_bytes);
  paragraphs_ = 0;
}

void Builder::add(Block block) {
  if (block.text.empty()) return;
  if (document_.blocks.size() >= bounds_.blocks) throw DocumentFull{};
  bool fits = text_bytes_ + block.text.size() <= bounds_.text_bytes;
  if (!fits) block.text = utf8_prefix(block.text, bounds_.text_bytes - text_bytes_);
  text_bytes_ += block.text.size();
  block.unit_number = unit_number_;
  block.unit_name = unit_name_;
  if (document_.counted == Counted::lines) block.counted = block.lines;
  if (document_.counted == Counted::paragraphs) {
    ++paragraphs_;
    block.counted = {paragraphs_, paragraphs_};
    block.lines = {};  // of a part inside, which nobody opens by itself
  }
  if (!block.text.empty()) document_.blocks.push_back(std::move(block));
  if (!fits) throw DocumentFull{};
}

void Builder::heading(int level, std::string_view text, Range lines) {
  Block block;
  block.kind = Block::Kind::heading;
  block.level = level;
  std::string tidied = tidy(text, Breaks::joined);
  block.text = utf8_prefix(tidied, most_heading_bytes);
  block.lines = lines;
  add(std::move(block));
}

void Builder::text(std::string_view text, Range lines) {
  Block block;
  block.text = tidy(text, Breaks::kept);
  block.lines = lines;
  add(std::move(block));
}

void Builder::code(std::string_view text, Range lines) {
  Block block;
  block.kind = Block::Kind::code;
  block.text = tidy_code(text);
  block.lines = lines;
  add(std::move(block));
}

void Builder::row(std::string_view text, Range rows, Range lines) {
  Block block;
  block.kind = Block::Kind::row;
  block.text = tidy(text, Breaks::joined);
  block.counted = rows;
  block.lines = lines;
  add(std::move(block));
}

Document Builder::finish(bool cut_off) {
  document_.cut_off = cut_off;
  return std::move(document_);
}

}  // namespace hearth::documents
