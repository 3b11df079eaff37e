// Finds the lines of a text that match a pattern: a regular expression of RE2, or plain text. Time grows linearly with
// the text and memory is bounded, whatever the pattern. Any thread.
#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace hearth::tools {

struct LineMatch {
  std::size_t line = 0;    // 1-based
  std::size_t column = 0;  // 1-based, in bytes, of the first match in the line
  std::string_view text;   // the line, without its end
};

class LineSearch {
 public:
  struct Options {
    bool literal = false;
    bool ignore_case = false;
  };

  // Throws Error(invalid_argument) that says what is wrong with the pattern.
  LineSearch(const std::string& pattern, const Options& options);

  // Calls `each` once per matching line, in order. Throws Cancelled.
  void search(std::string_view text, const std::function<void(const LineMatch&)>& each,
              const std::stop_token& stop) const;

 private:
  RE2 pattern_;
};

}  // namespace hearth::tools
