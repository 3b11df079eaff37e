// What a reader makes of a file: blocks of text in reading order, each with the place where it stands. Plain values.
#pragma once

#include <string>
#include <vector>

namespace hearth::documents {

// The parts that a document is divided into; a chunk never spans two of them.
enum class Unit { none, page, slide, sheet, chapter, message };

// What is counted inside of a unit, for the words that name a place.
enum class Counted { nothing, lines, rows, paragraphs };

struct Range {
  int first = 0;  // 1-based; 0: not known
  int last = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

struct Block {
  enum class Kind { heading, text, row, code };
  Kind kind = Kind::text;
  int level = 0;  // of a heading, 1 is the outermost
  std::string text;
  int unit_number = 0;    // 1-based; 0: none
  std::string unit_name;  // of a sheet, for example; often empty
  Range counted;          // as Document::counted says
  Range lines;            // of text formats
};

struct Document {
  std::string format;  // 'pdf', 'docx', ...; empty: not known
  std::string title;
  Unit unit = Unit::none;
  Counted counted = Counted::nothing;
  bool cut_off = false;  // there was more text than is kept
  std::vector<Block> blocks;
};

}  // namespace hearth::documents
