// A piece of a document that is found and cited as one. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hearth::documents {

struct Chunk {
  std::string heading;  // the headings above it, outermost first, joined by " > "
  std::string text;
  std::string place;                   // "page 3", "lines 10-24", "sheet Sales, row 5"
  std::optional<int> page = {};        // 1-based: of a page, slide or sheet
  std::optional<int> first_line = {};  // 1-based, of text formats
  std::optional<int> last_line = {};
  friend bool operator==(const Chunk&, const Chunk&) = default;
};

// What became of one file.
struct Extraction {
  enum class State {
    ready,
    failed,   // it is of a known format, and could not be read
    skipped,  // it is none of the formats that hold text
  };
  State state = State::ready;
  std::string format;
  std::string title;
  std::string problem;  // why it has no text, or less of it; one sentence for the user
  std::vector<Chunk> chunks;
};

}  // namespace hearth::documents
