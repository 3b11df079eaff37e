// PDF, by poppler: page by page, in reading order; lines in larger letters than most are headings.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"
#include "documents/readers/lines.h"
#include "documents/readers/readers.h"

namespace hearth::documents {

namespace {

constexpr int most_pages = 20'000;
constexpr std::size_t most_heading_words = 20;
constexpr double larger = 1.15;

std::string utf8_of(const poppler::ustring& text) {
  poppler::byte_array bytes = text.to_utf8();
  return to_valid_utf8({bytes.data(), bytes.size()});
}

// poppler gives UTF-8 of metadata behind a byte order mark of UTF-16, or none; tidied when it is kept.
std::string words_only(std::string_view text) {
  return tidy(text, Breaks::joined);
}

// The lines of a page that are set in larger letters than its text, with their sizes.
class LargeLines {
 public:
  explicit LargeLines(const poppler::page& page) {
    std::map<int, std::size_t> letters_by_size;
    std::vector<poppler::text_box> boxes = page.text_list(poppler::page::text_list_include_font);
    for (const poppler::text_box& box : boxes) letters_by_size[size_of(box)] += box.text().size();
    if (letters_by_size.empty()) return;
    usual_ = std::ranges::max_element(letters_by_size, {}, [](const auto& entry) { return entry.second; })->first;
    std::string line;
    double bottom = 0;
    int size = 0;
    for (const poppler::text_box& box : boxes) {
      bool same_line = size == size_of(box) && std::abs(box.bbox().bottom() - bottom) < 1.0;
      if (!same_line) {
        keep(line, size);
        line.clear();
      }
      line += (line.empty() ? "" : " ") + utf8_of(box.text());
      size = size_of(box);
      bottom = box.bbox().bottom();
    }
    keep(line, size);
  }

  // 0: it is no heading.
  int size_of_line(const std::string& line) const {
    auto found = sizes_.find(line);
    return found == sizes_.end() ? 0 : found->second;
  }

 private:
  static int size_of(const poppler::text_box& box) {
    return box.has_font_info() ? static_cast<int>(std::lround(box.get_font_size() * 2)) : 0;
  }
  void keep(const std::string& line, int size) {
    if (line.empty() || size < usual_ * larger || line.size() < 3) return;
    if (static_cast<std::size_t>(std::ranges::count(line, ' ')) >= most_heading_words) return;
    sizes_[words_only(line)] = size;
  }

  int usual_ = 0;
  std::map<std::string, int> sizes_;
};

class PdfReader {
 public:
  explicit PdfReader(Builder& out) : out_(out) {}

  void read_page(const poppler::page& page, int number) {
    out_.enter(number);
    LargeLines large(page);
    std::string text = utf8_of(page.text(poppler::rectf(), poppler::page::non_raw_non_physical_layout));
    for (std::string_view line : split_lines(text)) {
      std::string words = words_only(line);
      if (words.empty()) {
        flush();
      } else if (int size = large.size_of_line(words); size > 0) {
        flush();
        out_.heading(level_of(size), words);
      } else {
        join(words);
      }
    }
    flush();
  }

  bool found_text() const { return found_text_; }

 private:
  // Sizes seen so far, the largest first: the first size is level 1 until a larger one comes.
  int level_of(int size) {
    sizes_.insert(-size);
    return 1 + static_cast<int>(std::distance(sizes_.begin(), sizes_.find(-size)));
  }

  // A word that was divided at the end of a line is one again.
  void join(const std::string& line) {
    bool divided = paragraph_.size() >= 2 && paragraph_.back() == '-' &&
                   std::isalpha(static_cast<unsigned char>(paragraph_[paragraph_.size() - 2])) != 0 &&
                   std::islower(static_cast<unsigned char>(line.front())) != 0;
    if (divided) {
      paragraph_.pop_back();
    } else if (!paragraph_.empty()) {
      paragraph_ += ' ';
    }
    paragraph_ += line;
  }

  void flush() {
    found_text_ = found_text_ || !paragraph_.empty();
    out_.text(paragraph_);
    paragraph_.clear();
  }

  Builder& out_;
  std::string paragraph_;
  std::set<int> sizes_;
  bool found_text_ = false;
};

void be_silent(const std::string&, void*) {}

}  // namespace

void read_pdf(std::string_view bytes, Builder& out) {
  poppler::set_debug_error_function(&be_silent, nullptr);
  out.layout(Unit::page, Counted::nothing);
  std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) throw Error(Code::invalid_argument, "it is damaged or cut off: it cannot be read as PDF");
  if (document->is_locked()) {
    throw Error(Code::denied, "it is encrypted: save a copy without a password and add that");
  }
  int pages = document->pages();
  if (pages <= 0) throw Error(Code::invalid_argument, "it has no pages");
  out.title(utf8_of(document->get_title()));
  PdfReader reader(out);
  for (int i = 0; i < std::min(pages, most_pages); ++i) {
    std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page) reader.read_page(*page, i + 1);
  }
  if (!reader.found_text()) {
    throw Error(Code::unsupported,
                "its pages are pictures, without text (a scan): have a program for text recognition save it again");
  }
  if (pages > most_pages) throw DocumentFull{};
}

}  // namespace hearth::documents
