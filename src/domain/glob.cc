#include "domain/glob.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace hearth {

namespace {

constexpr std::size_t npos = std::string_view::npos;

// The pattern is applied token by token to the set of all path positions that the tokens so far can end at. Nothing is
// ever tried twice, so that no pattern, however many stars and braces it has, takes longer than its length times the
// path's.
class Positions {
 public:
  explicit Positions(std::string_view path) : path_(path), live_(path.size() + 1, false) { live_[0] = true; }

  bool none() const { return first_ > last_; }
  bool at_end() const { return !none() && live_.back(); }

  // Every live position moves on by one byte that the predicate accepts; the others die.
  template <class Accepts>
  void step(Accepts accepts) {
    std::size_t new_first = path_.size() + 1, new_last = 0;
    for (std::size_t i = std::min(last_ + 1, path_.size()); i-- > first_;) {
      live_[i + 1] = live_[i] && accepts(path_[i]);
      if (!live_[i + 1]) continue;
      new_first = i + 1;
      new_last = std::max(new_last, i + 1);
    }
    live_[first_] = false;
    first_ = new_first;
    last_ = new_last;
  }

  // Every live position also moves on over any run of bytes that the predicate accepts.
  template <class Accepts>
  void skip(Accepts accepts) {
    for (std::size_t i = first_; i < path_.size(); ++i) {
      if (live_[i] && accepts(path_[i])) live_[i + 1] = true;
      if (live_[i + 1]) last_ = std::max(last_, i + 1);
    }
  }

  // Every live position also moves on over any number of whole folders.
  void skip_folders() {
    for (std::size_t i = first_; i < path_.size(); ++i) {
      if (path_[i] != '/') continue;
      live_[i + 1] = true;
      last_ = std::max(last_, i + 1);
    }
  }

  void clear() {
    std::fill(live_.begin(), live_.end(), false);
    first_ = 1;
    last_ = 0;
  }

  void add(const Positions& other) {
    if (other.none()) return;
    for (std::size_t i = other.first_; i <= other.last_; ++i) {
      if (other.live_[i]) live_[i] = true;
    }
    first_ = none() ? other.first_ : std::min(first_, other.first_);
    last_ = std::max(last_, other.last_);
  }

 private:
  std::string_view path_;
  std::string live_;                  // one byte for each position, the end included
  std::size_t first_ = 0, last_ = 0;  // no position outside is live; first_ > last_: none is
};

bool is_no_slash(char byte) {
  return byte != '/';
}
bool is_any(char) {
  return true;
}

// The bytes of the class at the front of the pattern, both brackets included; 0 if it is no class.
std::size_t class_length(std::string_view pattern) {
  std::size_t i = 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  std::size_t close = pattern.find(']', i + 1);
  return close == npos ? 0 : close + 1;
}

bool class_holds(std::string_view bracketed, char byte) {
  std::string_view inside = bracketed.substr(1, bracketed.size() - 2);
  bool negated = inside.front() == '!' || inside.front() == '^';
  if (negated) inside.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    char low = inside[i], high = low;
    if (i + 2 < inside.size() && inside[i + 1] == '-') high = inside[i += 2];
    found = found || (low <= byte && byte <= high);
  }
  return found != negated && byte != '/';
}

// Where the brace at the front of the pattern is closed.
std::size_t closing_brace(std::string_view pattern) {
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '{') {
      ++depth;
    } else if (pattern[i] == '}' && --depth == 0) {
      return i;
    }
  }
  return npos;
}

// The first alternative of what stands between braces, without the comma after it.
std::string_view first_alternative(std::string_view inside) {
  int depth = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '\\') {
      ++i;
    } else if (inside[i] == '{') {
      ++depth;
    } else if (inside[i] == '}') {
      --depth;
    } else if (inside[i] == ',' && depth == 0) {
      return inside.substr(0, i);
    }
  }
  return inside;
}

void apply(std::string_view pattern, Positions& positions);

// Applies the braces at the front of the pattern; their length, or 0 if they are not closed.
std::size_t apply_braces(std::string_view pattern, Positions& positions) {
  std::size_t close = closing_brace(pattern);
  if (close == npos) return 0;
  std::string_view rest = pattern.substr(1, close - 1);
  Positions before = positions;
  positions.clear();
  for (;;) {
    std::string_view one = first_alternative(rest);
    Positions after = before;
    apply(one, after);
    positions.add(after);
    if (one.size() == rest.size()) break;
    rest.remove_prefix(one.size() + 1);
  }
  return close + 1;
}

// Applies the token at the front of the pattern; its length.
std::size_t apply_token(std::string_view pattern, Positions& positions) {
  char c = pattern.front();
  if (pattern.starts_with("**/")) {
    positions.skip_folders();
    return 3;
  }
  if (pattern.starts_with("**")) {
    positions.skip(is_any);
    return 2;
  }
  if (c == '*') {
    positions.skip(is_no_slash);
    return 1;
  }
  if (c == '?') {
    positions.step(is_no_slash);
    return 1;
  }
  if (std::size_t length = c == '[' ? class_length(pattern) : 0; length > 0) {
    positions.step([&](char byte) { return class_holds(pattern.substr(0, length), byte); });
    return length;
  }
  if (std::size_t length = c == '{' ? apply_braces(pattern, positions) : 0; length > 0) return length;
  bool escaped = c == '\\' && pattern.size() > 1;
  char literal = escaped ? pattern[1] : c;
  positions.step([&](char byte) { return byte == literal; });
  return escaped ? 2 : 1;
}

void apply(std::string_view pattern, Positions& positions) {
  while (!pattern.empty() && !positions.none()) pattern.remove_prefix(apply_token(pattern, positions));
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  constexpr std::size_t longest_pattern = 4096;
  if (pattern.size() > longest_pattern) return false;
  Positions positions(path);
  apply(pattern, positions);
  return positions.at_end();
}

}  // namespace hearth
