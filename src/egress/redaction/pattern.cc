#include "egress/redaction/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/error.h"
#include "base/utf8.h"
#include "domain/glob.h"
#include "egress/redaction/detectors/characters.h"

namespace hearth::egress {

namespace {

using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr std::size_t most_patterns = 200;
constexpr std::size_t longest_pattern = 1000;
// A search that fails late begins anew at the next byte. What one search sees is bounded, so that the whole stays
// linear.
constexpr std::size_t longest_line = 4096;
constexpr std::size_t overlap = 512;
constexpr std::size_t longest_path = 1024;

std::shared_ptr<const RE2> compile(const std::string& expression, std::string_view source) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  auto compiled = std::make_shared<const RE2>(expression, options);
  if (!compiled->ok()) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the pattern {}: {}: give a regular expression in RE2's syntax",
                            escape_for_display(source), escape_for_display(compiled->error())));
  }
  if (RE2::PartialMatch("", *compiled)) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the pattern {}: it matches where nothing is: ask for at least one character",
                            escape_for_display(source)));
  }
  return compiled;
}

// A name ends where its letters end. In scripts that are written without spaces every place is such an end; they are
// the three-byte characters of UTF-8.
bool continues_word(char c) {
  auto byte = static_cast<unsigned char>(c);
  return is_alnum(c) || (byte >= 0x80 && byte < 0xE0);
}

bool is_whole_word(std::string_view text, std::size_t begin, std::size_t end) {
  bool open_left = begin > 0 && continues_word(text[begin]) && continues_word(text[begin - 1]);
  bool open_right = end < text.size() && continues_word(text[end - 1]) && continues_word(text[end]);
  return !open_left && !open_right;
}

void find_in_window(const RE2& compiled, std::string_view line, std::size_t offset, Ranges& found) {
  std::size_t from = 0;
  re2::StringPiece match;
  while (from < line.size() &&
         compiled.Match({line.data(), line.size()}, from, line.size(), RE2::UNANCHORED, &match, 1)) {
    auto begin = static_cast<std::size_t>(match.data() - line.data());
    if (!match.empty()) found.emplace_back(offset + begin, offset + begin + match.size());
    from = begin + std::max<std::size_t>(match.size(), 1);
  }
}

Ranges find_regex(const RE2& compiled, std::string_view text) {
  Ranges found;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    for (std::size_t at = begin; at < end; at += longest_line - overlap) {
      find_in_window(compiled, text.substr(at, std::min(longest_line, end - at)), at, found);
      if (end - at <= longest_line) break;
    }
    begin = end + 1;
  }
  return found;
}

bool is_path_character(char c) {
  constexpr std::string_view others = " \t\r\n\"'`<>|()[]{},;:*?=";
  return others.find(c) == std::string_view::npos;
}

// The earliest start of a whole name from which the pattern matches to the end.
void find_path(std::string_view glob, std::string_view path, std::size_t offset, Ranges& found) {
  for (std::size_t from = 0; from < path.size();) {
    if (glob_matches(glob, path.substr(from))) {
      found.emplace_back(offset + from, offset + path.size());
      return;
    }
    std::size_t separator = path.find('/', from);
    if (separator == std::string_view::npos) return;
    from = separator + 1;
  }
}

Ranges find_paths(std::string_view glob, std::string_view text) {
  Ranges found;
  for (std::size_t begin = 0; begin < text.size();) {
    if (!is_path_character(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && is_path_character(text[end])) ++end;
    std::string_view path = text.substr(begin, end - begin);
    while (path.ends_with('.') || path.ends_with('!')) path.remove_suffix(1);
    if (path.size() <= longest_path) find_path(glob, path, begin, found);
    begin = end;
  }
  return found;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

Pattern parse_pattern(std::string_view line) {
  if (line.starts_with("name:")) return Pattern::name(trimmed(line.substr(5)));
  if (line.starts_with("path:")) return Pattern::path(trimmed(line.substr(5)));
  if (line.starts_with("regex:")) return Pattern::regex(trimmed(line.substr(6)));
  return Pattern::name(line);
}

}  // namespace

Pattern::Pattern(Kind kind, std::string_view source) : kind_(kind), source_(source) {
  if (source.empty()) {
    throw Error(Code::invalid_argument, "reading a pattern: it is empty: say what is private after the colon");
  }
  if (source.size() > longest_pattern) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the pattern {}…: it has {} bytes: {} at most",
                            escape_for_display(utf8_prefix(source, 40)), source.size(), longest_pattern));
  }
  switch (kind) {
    case Kind::name:
      compiled_ = compile("(?i)" + RE2::QuoteMeta(source_), source);
      break;
    case Kind::regex:
      compiled_ = compile(source_, source);
      break;
    case Kind::path:
      break;
  }
}

Pattern Pattern::name(std::string_view words) {
  return {Kind::name, words};
}

Pattern Pattern::path(std::string_view glob) {
  return {Kind::path, glob};
}

Pattern Pattern::regex(std::string_view expression) {
  return {Kind::regex, expression};
}

Ranges Pattern::find(std::string_view text) const {
  switch (kind_) {
    case Kind::name: {
      Ranges found = find_regex(*compiled_, text);
      std::erase_if(found, [&](const auto& range) { return !is_whole_word(text, range.first, range.second); });
      return found;
    }
    case Kind::path:
      return find_paths(source_, text);
    case Kind::regex:
      return find_regex(*compiled_, text);
  }
  return {};
}

std::vector<Pattern> parse_patterns(std::string_view lines) {
  std::vector<Pattern> patterns;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin <= lines.size();) {
    std::size_t end = std::min(lines.find('\n', begin), lines.size());
    std::string_view line = trimmed(lines.substr(begin, end - begin));
    begin = end + 1;
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    patterns.push_back(with_context(fmt::format("pattern in line {}", number), [&] { return parse_pattern(line); }));
    if (patterns.size() > most_patterns) {
      throw Error(Code::invalid_argument, fmt::format("reading the patterns: there are more than {}: join some of them "
                                                      "in one regular expression",
                                                      most_patterns));
    }
  }
  return patterns;
}

}  // namespace hearth::egress
