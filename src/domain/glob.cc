#include "domain/glob.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth {

namespace {

constexpr std::size_t npos = std::string_view::npos;

struct ClassMatch {
  bool matches = false;
  std::size_t length = 0;  // bytes of the pattern, with both brackets; 0 if it is no class
};

// Matches one byte against the class at the front of the pattern ("[a-z_]", "[!0-9]").
ClassMatch match_class(std::string_view pattern, char byte) {
  std::size_t i = 1;
  bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool found = false;
  for (std::size_t first = i; i < pattern.size() && (pattern[i] != ']' || i == first); ++i) {
    char low = pattern[i];
    char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      high = pattern[i + 2];
      i += 2;
    }
    found = found || (low <= byte && byte <= high);
  }
  if (i >= pattern.size()) return {};
  return {found != negated && byte != '/', i + 1};
}

// Matches a pattern without braces. Two places to go back to are enough: the last '*', and the last '**'.
bool matches_plain(std::string_view pattern, std::string_view path) {
  std::size_t p = 0, s = 0;
  std::size_t star = npos, star_at = 0, globstar = npos, globstar_at = 0;
  while (s < path.size() || p < pattern.size()) {
    if (p < pattern.size()) {
      char c = pattern[p];
      if (c == '*' && p + 1 < pattern.size() && pattern[p + 1] == '*') {
        p += 2;
        if (p < pattern.size() && pattern[p] == '/') ++p;
        globstar = p;
        globstar_at = s;
        star = npos;
        continue;
      }
      if (c == '*') {
        star = ++p;
        star_at = s;
        continue;
      }
      if (s < path.size()) {
        if (c == '?' && path[s] != '/') {
          ++p, ++s;
          continue;
        }
        if (ClassMatch in = c == '[' ? match_class(pattern.substr(p), path[s]) : ClassMatch{}; in.length > 0) {
          if (in.matches) {
            p += in.length, ++s;
            continue;
          }
        } else {
          std::size_t literal = c == '\\' && p + 1 < pattern.size() ? p + 1 : p;
          if (c != '?' && pattern[literal] == path[s]) {
            p = literal + 1, ++s;
            continue;
          }
        }
      }
    }
    if (star != npos && star_at < path.size() && path[star_at] != '/') {
      p = star;
      s = ++star_at;
      continue;
    }
    // "**/" may only skip whole folders; a bare "**" skips any bytes.
    if (globstar != npos && globstar_at < path.size()) {
      bool whole_folders = globstar > 0 && pattern[globstar - 1] == '/';
      std::size_t next = whole_folders ? path.find('/', globstar_at) : globstar_at;
      if (next == npos) return false;
      p = globstar;
      s = globstar_at = next + 1;
      star = npos;
      continue;
    }
    return false;
  }
  return true;
}

struct Braces {
  std::size_t open = npos, close = npos;
};

Braces find_braces(std::string_view pattern) {
  int depth = 0;
  Braces found;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '{' && depth++ == 0) {
      found.open = i;
    } else if (pattern[i] == '}' && depth > 0 && --depth == 0) {
      found.close = i;
      return found;
    }
  }
  return {};
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  constexpr std::size_t longest_pattern = 4096;
  if (pattern.size() > longest_pattern) return false;
  Braces braces = find_braces(pattern);
  if (braces.close == npos) return matches_plain(pattern, path);
  std::string_view inside = pattern.substr(braces.open + 1, braces.close - braces.open - 1);
  int depth = 0;
  for (std::size_t i = 0, start = 0; i <= inside.size(); ++i) {
    if (i < inside.size() && inside[i] == '\\') {
      ++i;
    } else if (i < inside.size() && inside[i] == '{') {
      ++depth;
    } else if (i < inside.size() && inside[i] == '}') {
      --depth;
    } else if (i == inside.size() || (inside[i] == ',' && depth == 0)) {
      std::string one(pattern.substr(0, braces.open));
      one += inside.substr(start, i - start);
      one += pattern.substr(braces.close + 1);
      if (glob_matches(one, path)) return true;
      start = i + 1;
    }
  }
  return false;
}

}  // namespace hearth
