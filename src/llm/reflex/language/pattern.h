// A regular expression that is compiled once, when it is first used: the grammar has many, and a start of the program
// that runs no task should pay for none of them. Any thread.
#pragma once

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>

namespace hearth::llm::reflex {

class Pattern {
 public:
  constexpr explicit Pattern(const char* source) : source_(source) {}

  operator const RE2&() const {
    std::call_once(once_, [this] { compiled_ = std::make_unique<RE2>(source_); });
    return *compiled_;
  }

 private:
  const char* source_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<RE2> compiled_;
};

template <std::size_t N>
struct PatternText {
  constexpr PatternText(const char (&text)[N]) { std::copy_n(text, N, chars); }
  char chars[N];
};

// "\\bfolders?\\b"_re: a pattern that is used in one place.
template <PatternText text>
const RE2& operator""_re() {
  static const RE2 compiled(text.chars);
  return compiled;
}

}  // namespace hearth::llm::reflex
