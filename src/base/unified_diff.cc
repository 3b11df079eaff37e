#include "base/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/shared_lines.h"

namespace hearth {

namespace {

constexpr std::size_t context = 3;

// With their ends, so that a text that ends within a line differs from one that does not.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Entry {
  char sign;  // ' ' in both, '-' only before, '+' only after
  std::string_view line;
};

std::vector<Entry> script(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after) {
  SharedLines shared = shared_lines(before, after);
  std::vector<Entry> entries;
  for (std::size_t i = 0, j = 0; i < before.size() || j < after.size();) {
    if (i < before.size() && !shared.before[i]) {
      entries.push_back({'-', before[i++]});
    } else if (j < after.size() && !shared.after[j]) {
      entries.push_back({'+', after[j++]});
    } else {
      entries.push_back({' ', before[i++]});
      ++j;
    }
  }
  return entries;
}

// An empty range is named by the line before it.
std::string range(std::size_t first, std::size_t count) {
  if (count == 1) return std::to_string(first);
  return fmt::format("{},{}", count == 0 ? first - 1 : first, count);
}

class Writer {
 public:
  explicit Writer(const std::vector<Entry>& entries) : entries_(entries) {}

  UnifiedDiff write() {
    for (std::size_t at = 0; (at = next_change(at)) < entries_.size();) {
      std::size_t begin = at - std::min(context, at - passed_);
      std::size_t end = end_of_hunk(at);
      hunk(begin, end);
      at = end;
    }
    return std::move(diff_);
  }

 private:
  std::size_t next_change(std::size_t at) const {
    while (at < entries_.size() && entries_[at].sign == ' ') ++at;
    return at;
  }

  // Changes with no more than twice the context between them stand in one hunk.
  std::size_t end_of_hunk(std::size_t at) const {
    for (;;) {
      while (at < entries_.size() && entries_[at].sign != ' ') ++at;
      std::size_t next = next_change(at);
      if (next == entries_.size() || next - at > 2 * context) return std::min(at + context, entries_.size());
      at = next;
    }
  }

  void pass(const Entry& entry) {
    if (entry.sign != '+') ++old_line_;
    if (entry.sign != '-') ++new_line_;
  }

  void hunk(std::size_t begin, std::size_t end) {
    while (passed_ < begin) pass(entries_[passed_++]);
    std::size_t old_first = old_line_, new_first = new_line_;
    std::string body;
    for (; passed_ < end; ++passed_) {
      const Entry& entry = entries_[passed_];
      pass(entry);
      diff_.added += entry.sign == '+' ? 1 : 0;
      diff_.removed += entry.sign == '-' ? 1 : 0;
      (body += entry.sign) += entry.line;
      if (entry.line.back() != '\n') body += "\n\\ No newline at end of file\n";
    }
    fmt::format_to(std::back_inserter(diff_.text), "@@ -{} +{} @@\n{}", range(old_first, old_line_ - old_first),
                   range(new_first, new_line_ - new_first), body);
  }

  const std::vector<Entry>& entries_;
  std::size_t passed_ = 0;  // entries that are written or left out
  std::size_t old_line_ = 1, new_line_ = 1;
  UnifiedDiff diff_;
};

}  // namespace

UnifiedDiff unified_diff(std::string_view before, std::string_view after) {
  std::vector<Entry> entries = script(lines_of(before), lines_of(after));
  return Writer(entries).write();
}

}  // namespace hearth
