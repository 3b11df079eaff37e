// Two texts, split at the first zero byte. The diff between them, applied to the first, gives the second.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/testing/apply_diff.h"
#include "base/unified_diff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t split = std::min(text.find('\0'), size);
  const std::string_view before = text.substr(0, split);
  const std::string_view after = text.substr(std::min(split + 1, size));
  const hearth::UnifiedDiff diff = hearth::unified_diff(before, after);
  hearth::check(hearth::apply_diff(before, diff.text) == after);
  hearth::check(diff.text.empty() == (before == after));
  return 0;
}
