// A pattern of the user's own: what is private to them and no detector can know. Compiled once, then any thread.
// Parsing throws Error(invalid_argument) that names the line and what is wrong with it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace re2 {
class RE2;
}

namespace hearth::egress {

class Pattern {
 public:
  // A name or any other words: whole words, in any case.
  static Pattern name(std::string_view words);
  // Files: a glob as in domain/glob.h, matched against every path in a text and against the ends of it.
  static Pattern path(std::string_view glob);
  // A regular expression in RE2's syntax; it sees one line at a time.
  static Pattern regex(std::string_view expression);

  const std::string& source() const { return source_; }
  // Where it matches, from left to right: pairs of begin and end, never empty.
  std::vector<std::pair<std::size_t, std::size_t>> find(std::string_view text) const;

  friend bool operator==(const Pattern& a, const Pattern& b) { return a.kind_ == b.kind_ && a.source_ == b.source_; }

 private:
  enum class Kind { name, path, regex };
  Pattern(Kind kind, std::string_view source);

  Kind kind_;
  std::string source_;
  std::shared_ptr<const re2::RE2> compiled_;  // shared: a pattern is copied with the rules; null for a path
};

// One pattern a line: "name: Ada Lovelace", "path: clients/**" or "regex: ACME-[0-9]{6}"; a line without a kind is a
// name. Empty lines and lines that begin with '#' are left out. At most 200 patterns of at most 1000 bytes.
std::vector<Pattern> parse_patterns(std::string_view lines);

}  // namespace hearth::egress
