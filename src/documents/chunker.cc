#include "documents/chunker.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "documents/long_text.h"

namespace hearth::documents {

namespace {

constexpr std::size_t bytes_a_word = 9;  // of texts without spaces between words
constexpr std::size_t most_heading_bytes = 400;

std::string numbers(std::string_view singular, const Range& range) {
  if (range.first == range.last) return fmt::format("{} {}", singular, range.first);
  return fmt::format("{}s {}-{}", singular, range.first, range.last);
}

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::none:
      return "";
    case Unit::page:
      return "page";
    case Unit::slide:
      return "slide";
    case Unit::sheet:
      return "sheet";
    case Unit::chapter:
      return "chapter";
    case Unit::message:
      return "message";
  }
  return "";
}

std::string_view name_of(Counted counted) {
  switch (counted) {
    case Counted::nothing:
      return "";
    case Counted::lines:
      return "line";
    case Counted::rows:
      return "row";
    case Counted::paragraphs:
      return "paragraph";
  }
  return "";
}

bool has_pages(Unit unit) {
  return unit == Unit::page || unit == Unit::slide || unit == Unit::sheet;
}

void widen(Range& range, const Range& with) {
  if (with.first == 0) return;
  range.first = range.first == 0 ? with.first : std::min(range.first, with.first);
  range.last = std::max(range.last, with.last);
}

class Chunker {
 public:
  explicit Chunker(const Document& document) : document_(document) {}

  std::vector<Chunk> chunks() {
    for (const Block& block : document_.blocks) {
      if (block.unit_number != unit_number_) enter(block);
      if (block.kind == Block::Kind::heading) {
        enter_heading(block);
      } else {
        for (Block& piece : pieces_of(block, most_chunk_words)) add(std::move(piece));
      }
    }
    flush();
    return std::move(chunks_);
  }

 private:
  struct Heading {
    int level;
    std::string text;
  };

  void enter(const Block& block) {
    flush();
    // A heading of a page goes on over the next pages; slides, sheets, chapters and messages begin anew.
    if (document_.unit != Unit::page) headings_.clear();
    unit_number_ = block.unit_number;
    unit_name_ = block.unit_name;
  }

  void enter_heading(const Block& block) {
    bool goes_deeper = !headings_.empty() && block.level > headings_.back().level;
    bool repeats = bare_ && bare_->text == block.text;
    flush(goes_deeper || repeats ? Bare::stays : Bare::is_kept);
    while (!headings_.empty() && headings_.back().level >= block.level) headings_.pop_back();
    headings_.push_back({block.level, block.text});
    bare_ = block;
  }

  void add(Block piece) {
    std::size_t weight = word_weight(piece.text);
    if (!text_.empty() && weight_ + weight > most_chunk_words) flush();
    if (text_.empty()) {
      text_ = std::move(piece.text);
    } else {
      text_ += piece.kind == Block::Kind::text && last_kind_ == Block::Kind::text ? "\n\n" : "\n";
      text_ += piece.text;
    }
    last_kind_ = piece.kind;
    weight_ += weight;
    widen(counted_, piece.counted);
    widen(lines_, piece.lines);
    if (bare_) {
      widen(counted_, bare_->counted);
      widen(lines_, bare_->lines);
      bare_.reset();
    }
  }

  enum class Bare { is_kept, stays };

  // A heading that nothing follows is text of its own, unless a deeper one takes it along or another repeats it.
  void flush(Bare bare = Bare::is_kept) {
    if (text_.empty() && bare_ && bare == Bare::is_kept) {
      text_ = bare_->text;
      counted_ = bare_->counted;
      lines_ = bare_->lines;
    }
    bare_.reset();
    if (text_.empty()) return;
    Chunk chunk;
    chunk.heading = heading_path();
    chunk.text = std::exchange(text_, {});
    chunk.place = place();
    if (has_pages(document_.unit) && unit_number_ > 0) chunk.page = unit_number_;
    if (lines_.first > 0) {
      chunk.first_line = lines_.first;
      chunk.last_line = lines_.last;
    }
    chunks_.push_back(std::move(chunk));
    weight_ = 0;
    counted_ = {};
    lines_ = {};
  }

  std::string heading_path() const {
    std::string path;
    for (const Heading& heading : headings_) {
      if (path.size() + heading.text.size() > most_heading_bytes) break;
      path += (path.empty() ? "" : " > ") + heading.text;
    }
    return path;
  }

  std::string place() const {
    std::string place;
    if (document_.unit == Unit::sheet) {
      place = fmt::format("sheet {}", unit_name_.empty() ? std::to_string(unit_number_) : unit_name_);
    } else if (unit_number_ > 0) {
      place = fmt::format("{} {}", name_of(document_.unit), unit_number_);
    }
    if (document_.counted != Counted::nothing && counted_.first > 0) {
      place += (place.empty() ? "" : ", ") + numbers(name_of(document_.counted), counted_);
    }
    return place;
  }

  const Document& document_;
  std::vector<Chunk> chunks_;
  std::vector<Heading> headings_;
  int unit_number_ = 0;
  std::string unit_name_;
  std::optional<Block> bare_;  // the last heading, as long as nothing stands below it
  std::string text_;
  Block::Kind last_kind_ = Block::Kind::text;
  std::size_t weight_ = 0;
  Range counted_;
  Range lines_;
};

}  // namespace

std::size_t word_weight(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (char c : text) {
    bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return std::max(words, text.size() / bytes_a_word);
}

std::vector<Chunk> chunks_of(const Document& document) {
  return Chunker(document).chunks();
}

}  // namespace hearth::documents
