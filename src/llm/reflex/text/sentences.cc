#include "llm/reflex/text/sentences.h"

#include <algorithm>
#include <array>
#include <utility>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

// A line at least this long that ends without a full stop goes on in the next line.
constexpr std::size_t wrapped_line = 50;

constexpr auto abbreviations = std::to_array<std::string_view>(
    {"al.",  "approx.", "ca.", "cf.", "co.", "dr.", "e.g.",  "etc.", "fig.", "i.e.", "inc.", "jr.",  "ltd.", "mr.",
     "mrs.", "ms.",     "no.", "nr.", "p.",  "pp.", "prof.", "sr.",  "st.",  "vs.",  "z.b.", "bzw.", "d.h."});

bool is_upper_or_digit(std::string_view text, std::size_t at) {
  unsigned char c = static_cast<unsigned char>(text[at]);
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 || c == '"' || c == '(' || c == '*' ||
         c == '`' || c == '[';
}

bool ends_in_abbreviation(std::string_view sentence) {
  std::size_t space = sentence.find_last_of(" \n(");
  std::string last = fold(space == std::string_view::npos ? sentence : sentence.substr(space + 1));
  if (std::find(abbreviations.begin(), abbreviations.end(), last) != abbreviations.end()) return true;
  if (last.size() == 2 && is_letter(last[0])) return true;  // an initial
  // "17. Juni": a day before its month.
  bool digits = last.size() >= 2 && std::all_of(last.begin(), last.end() - 1, is_digit);
  return digits && last.size() <= 3;
}

// After C. Manning et al., "Foundations of Statistical Natural Language Processing" (1999), section 4.2.4: a boundary
// after . ? ! and closing quotes, unless an abbreviation precedes or the next word cannot begin a sentence.
bool is_boundary(std::string_view text, std::size_t at, std::size_t& after) {
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return false;
  after = at + 1;
  while (after < text.size() && (text[after] == '"' || text[after] == '\'' || text[after] == ')' || text[after] == '*'))
    ++after;
  if (after >= text.size()) return true;
  if (!is_space(text[after])) return false;
  std::size_t next = after;
  while (next < text.size() && is_space(text[next])) ++next;
  if (next >= text.size()) return true;
  if (!is_upper_or_digit(text, next)) return false;
  return text[at] != '.' || !ends_in_abbreviation(text.substr(0, at + 1));
}

std::size_t heading_level(std::string_view line) {
  std::size_t level = 0;
  while (level < line.size() && line[level] == '#') ++level;
  return level >= 1 && level <= 6 && level < line.size() && line[level] == ' ' ? level : 0;
}

std::size_t item_mark(std::string_view line) {
  if (line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ') return 2;
  std::size_t digits = 0;
  while (digits < line.size() && digits < 3 && is_digit(line[digits])) ++digits;
  bool numbered =
      digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  return numbered ? digits + 2 : 0;
}

bool ends_sentence(std::string_view line) {
  return !line.empty() && std::string_view(".!?:").find(line.back()) != std::string_view::npos;
}

// "Excused: Suri Albrecht" is a line of its own, whatever stands above it.
bool opens_with_key(std::string_view line) {
  std::size_t colon = line.find(": ");
  return colon != std::string_view::npos && colon > 0 && colon < 24 &&
         line.substr(0, colon).find_first_of(",.;") == std::string_view::npos;
}

bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of("-=*_ ") == std::string_view::npos;
}

bool is_table_separator(std::string_view line) {
  return line.find('-') != std::string_view::npos && line.find_first_not_of("|-: ") == std::string_view::npos;
}

class Cutter {
 public:
  explicit Cutter(Markup markup) : markup_(markup) {}

  std::vector<Passage> cut(const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string_view line = trim(lines[i]);
      bool setext =
          i + 1 < lines.size() && markup_ == Markup::markdown && paragraph_.empty() && is_underline(lines[i + 1]);
      if (markup_ == Markup::code) {
        if (!line.empty()) add(Passage::Kind::code, line, i + 1);
      } else if (line.starts_with("```") || line.starts_with("~~~")) {
        flush();
        fenced_ = !fenced_;
      } else if (fenced_) {
        if (!line.empty()) add(Passage::Kind::code, line, i + 1);
      } else if (setext && !line.empty() && item_mark(line) == 0 && !line.starts_with('|')) {
        add_heading(line, trim(lines[i + 1]).front() == '=' ? 1 : 2, i + 1);
      } else {
        take(line, i + 1);
      }
    }
    flush();
    return std::move(passages_);
  }

 private:
  static bool is_underline(const std::string& line) {
    std::string_view text = trim(line);
    return text.size() >= 3 && (text.find_first_not_of('=') == std::string_view::npos ||
                                text.find_first_not_of('-') == std::string_view::npos);
  }

  void take(std::string_view line, std::size_t number) {
    std::size_t level = markup_ == Markup::markdown ? heading_level(line) : 0;
    if (line.empty() || is_rule(line)) {
      flush();
      table_ = -1;
    } else if (level > 0) {
      flush();
      add_heading(trim(line.substr(level)), level, number);
    } else if (line.front() == '|' && markup_ == Markup::markdown) {
      flush();
      add_row(line, number);
    } else if (std::size_t mark = item_mark(line); mark > 0) {
      flush();
      add(Passage::Kind::item, trim(line.substr(mark)), number);
    } else {
      if (!paragraph_.empty() && opens_with_key(line)) flush();
      if (!paragraph_.empty() &&
          (markup_ == Markup::comments || ends_sentence(last_line_) || last_line_.size() < wrapped_line))
        flush();
      if (paragraph_.empty()) first_line_ = number;
      if (!paragraph_.empty()) paragraph_ += '\n';
      paragraph_ += line;
      last_line_ = line;
    }
  }

  void add(Passage::Kind kind, std::string_view text, std::size_t line) {
    Passage passage;
    passage.kind = kind;
    passage.text = text;
    passage.line = line;
    passage.heading = heading_;
    passages_.push_back(std::move(passage));
  }

  void add_heading(std::string_view text, std::size_t level, std::size_t line) {
    add(Passage::Kind::heading, text, line);
    passages_.back().level = level;
    passages_.back().heading = -1;
    heading_ = static_cast<std::ptrdiff_t>(passages_.size()) - 1;
    table_ = -1;
  }

  void add_row(std::string_view line, std::size_t number) {
    if (is_table_separator(line)) return;
    bool header = table_ < 0;
    add(header ? Passage::Kind::table_header : Passage::Kind::row, line, number);
    if (header) table_ = static_cast<std::ptrdiff_t>(passages_.size()) - 1;
    passages_.back().table_header = table_;
  }

  void flush() {
    std::string text = std::exchange(paragraph_, {});
    std::size_t begin = 0, line = first_line_;
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::size_t after = 0;
      if (!is_boundary(text, i, after)) continue;
      line = add_sentence(text, begin, after, line);
      begin = after;
      i = after - 1;
    }
    add_sentence(text, begin, text.size(), line);
  }

  std::size_t add_sentence(const std::string& text, std::size_t begin, std::size_t end, std::size_t line) {
    while (begin < end && is_space(text[begin])) line += text[begin++] == '\n' ? 1 : 0;
    if (begin >= end) return line;
    std::string sentence = text.substr(begin, end - begin);
    std::size_t next = line + static_cast<std::size_t>(std::count(sentence.begin(), sentence.end(), '\n'));
    std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    add(Passage::Kind::sentence, sentence, line);
    return next;
  }

  Markup markup_;
  std::vector<Passage> passages_;
  std::string paragraph_;
  std::string last_line_;
  std::size_t first_line_ = 1;
  std::ptrdiff_t heading_ = -1;
  std::ptrdiff_t table_ = -1;
  bool fenced_ = false;
};

}  // namespace

Markup markup_of(std::string_view path) {
  constexpr auto code = std::to_array<std::string_view>(
      {".c",    ".cc", ".cpp",  ".cs",   ".css", ".csv", ".go",  ".h",    ".hpp", ".ini",
       ".java", ".js", ".json", ".jsx",  ".kt",  ".log", ".lua", ".php",  ".py",  ".rb",
       ".rs",   ".sh", ".sql",  ".toml", ".ts",  ".tsx", ".xml", ".yaml", ".yml"});
  std::string folded = fold(path);
  if (folded.ends_with(".md") || folded.ends_with(".markdown")) return Markup::markdown;
  for (std::string_view extension : code) {
    if (folded.ends_with(extension)) return Markup::code;
  }
  return Markup::plain;
}

std::vector<Passage> passages_of(const std::vector<std::string>& lines, Markup markup) {
  return Cutter(markup).cut(lines);
}

}  // namespace hearth::llm::reflex
