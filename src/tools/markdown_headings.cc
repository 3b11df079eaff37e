#include "tools/markdown_headings.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tools/lines.h"

namespace hearth::tools {

namespace {

constexpr std::size_t deepest_indent = 3;  // one more makes a block of code
constexpr std::string_view front_matter_mark = "---";
constexpr std::size_t longest_front_matter = 64 * 1024;

enum class Part { front_matter, text, code };

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t";
  std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::size_t run_length(std::string_view text, char c) {
  return std::min(text.find_first_not_of(c), text.size());
}

std::size_t indent_of(std::string_view line) {
  std::size_t spaces = run_length(line, ' ');
  return spaces < line.size() && line[spaces] == '\t' ? deepest_indent + 1 : spaces;
}

struct Fence {
  char mark = '`';
  std::size_t length = 0;
};

std::optional<Fence> opening_fence(std::string_view line) {
  constexpr std::size_t shortest = 3;
  if (indent_of(line) > deepest_indent) return std::nullopt;
  line = trimmed(line);
  for (char mark : {'`', '~'}) {
    std::size_t length = run_length(line, mark);
    bool inline_code = mark == '`' && line.find('`', length) != std::string_view::npos;
    if (length >= shortest && !inline_code) return Fence{mark, length};
  }
  return std::nullopt;
}

bool closes(const Fence& fence, std::string_view line) {
  if (indent_of(line) > deepest_indent) return false;
  line = trimmed(line);
  return run_length(line, fence.mark) == line.size() && line.size() >= fence.length;
}

// "## Title ##"
std::optional<Heading> atx_heading(std::string_view line, std::size_t number) {
  constexpr std::size_t deepest_level = 6;
  if (indent_of(line) > deepest_indent) return std::nullopt;
  line = trimmed(line);
  std::size_t level = run_length(line, '#');
  if (level == 0 || level > deepest_level) return std::nullopt;
  std::string_view rest = line.substr(level);
  if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t') return std::nullopt;
  rest = trimmed(rest);
  std::size_t end = rest.find_last_not_of('#');
  if (end == std::string_view::npos) {
    rest = {};
  } else if (end + 1 < rest.size() && (rest[end] == ' ' || rest[end] == '\t')) {
    rest = trimmed(rest.substr(0, end));
  }
  return Heading{static_cast<int>(level), std::string(rest), number};
}

// The level that an underline of '=' or '-' gives the paragraph above it; 0 if the line is none.
int underline_level(std::string_view line) {
  if (indent_of(line) > deepest_indent) return 0;
  line = trimmed(line);
  if (line.empty()) return 0;
  if (run_length(line, '=') == line.size()) return 1;
  return run_length(line, '-') == line.size() ? 2 : 0;
}

// Whether the line can be the text of an underlined heading: a paragraph, not a list, a quote, a rule or a table.
bool is_paragraph(std::string_view line) {
  if (indent_of(line) > deepest_indent) return false;
  line = trimmed(line);
  if (line.empty() || line.front() == '>' || line.front() == '|') return false;
  bool list = line.size() > 1 && std::string_view("-*+").find(line.front()) != std::string_view::npos && line[1] == ' ';
  return !list && underline_level(line) == 0;
}

class Scanner {
 public:
  explicit Scanner(Part begins_in) : part_(begins_in) {}

  void line(std::string_view line, std::size_t number) {
    std::string_view above = std::exchange(above_, {});
    switch (part_) {
      case Part::front_matter:
        if (number > 1 && line == front_matter_mark) part_ = Part::text;
        return;
      case Part::code:
        if (closes(fence_, line)) part_ = Part::text;
        return;
      case Part::text:
        break;
    }
    int level = above.empty() ? 0 : underline_level(line);
    if (level > 0) {
      headings_.push_back({level, std::string(trimmed(above)), number - 1});
    } else if (auto fence = opening_fence(line)) {
      fence_ = *fence;
      part_ = Part::code;
    } else if (auto heading = atx_heading(line, number)) {
      headings_.push_back(std::move(*heading));
    } else if (is_paragraph(line)) {
      above_ = line;
    }
  }

  std::vector<Heading> take() { return std::move(headings_); }

 private:
  Part part_;
  Fence fence_;
  std::string_view above_;  // the line before, if it may be underlined
  std::vector<Heading> headings_;
};

// The first line begins front matter only if a later one ends it.
bool has_front_matter(std::string_view text) {
  bool begins = false, ends = false;
  each_line(text.substr(0, longest_front_matter), [&](std::string_view line, std::size_t number) {
    begins = begins || (number == 1 && line == front_matter_mark);
    ends = ends || (number > 1 && line == front_matter_mark);
  });
  return begins && ends;
}

}  // namespace

std::vector<Heading> markdown_headings(std::string_view text) {
  Scanner scanner(has_front_matter(text) ? Part::front_matter : Part::text);
  each_line(text, [&](std::string_view line, std::size_t number) { scanner.line(line, number); });
  return scanner.take();
}

}  // namespace hearth::tools
