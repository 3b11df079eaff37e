// Where readers put what they find. It makes the texts fit to keep (valid UTF-8, no control characters, no runs of
// spaces), counts paragraphs, and throws DocumentFull once there is more text than is kept. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "documents/document.h"

namespace hearth::documents {

// Not an Error: what was read until then is kept.
struct DocumentFull {};

struct Bounds {
  std::size_t text_bytes = 16 << 20;
  std::size_t blocks = 400'000;
  int depth = 200;  // of nested elements, tables or messages
};

class Builder {
 public:
  explicit Builder(const Bounds& bounds = {}) : bounds_(bounds) {}

  const Bounds& bounds() const { return bounds_; }
  void title(std::string_view title);
  // What the file is divided into, and what is counted inside. Paragraphs are counted here; lines and rows are the
  // reader's to say.
  void layout(Unit unit, Counted counted);
  // The next page, slide or other unit begins.
  void enter(int number, std::string_view name = {});
  void heading(int level, std::string_view text, Range lines = {});
  void text(std::string_view text, Range lines = {});
  // Spaces at the beginning of lines stay.
  void code(std::string_view text, Range lines = {});
  // `rows`: the number that it has in its sheet or file.
  void row(std::string_view text, Range rows, Range lines = {});

  Document finish(bool cut_off);

 private:
  void add(Block block);

  Bounds bounds_;
  Document document_;
  std::size_t text_bytes_ = 0;
  int unit_number_ = 0;
  std::string unit_name_;
  int paragraphs_ = 0;
};

// Whitespace of every kind becomes one space; where lines are kept, one line break stays one.
enum class Breaks { kept, joined };
std::string tidy(std::string_view text, Breaks breaks);

}  // namespace hearth::documents
