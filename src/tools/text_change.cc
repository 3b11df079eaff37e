#include "tools/text_change.h"

#include <algorithm>
#include <cstddef>

#include "base/unified_diff.h"
#include "base/utf8.h"

namespace hearth::tools {

namespace {

constexpr std::size_t most_compared = 2 * 1024 * 1024;
constexpr std::size_t most_kept = 64 * 1024;

bool is_text(const std::string& bytes) {
  return bytes.find('\0') == std::string::npos && is_valid_utf8(bytes);
}

}  // namespace

json text_change(const std::optional<std::string>& before, const std::string& after) {
  if (!before || std::max(before->size(), after.size()) > most_compared) return {{"omitted", "too_large"}};
  if (!is_text(*before) || !is_text(after)) return {{"omitted", "binary"}};
  UnifiedDiff diff = unified_diff(*before, after);
  json change{{"added", diff.added}, {"removed", diff.removed}};
  if (diff.text.size() > most_kept) {
    change["omitted"] = "too_large";
  } else {
    change["diff"] = std::move(diff.text);
  }
  return change;
}

}  // namespace hearth::tools
