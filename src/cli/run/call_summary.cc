#include "cli/run/call_summary.h"

#include <array>

#include "base/utf8.h"
#include "cli/fields.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

// What tells calls of a tool apart, most telling first. Long texts are never shown: they are the preview's business.
constexpr std::array telling{"command", "pattern", "query", "glob", "path", "from", "to", "date"};

}  // namespace

std::string call_summary(const std::string& tool, const json& arguments) {
  std::string summary = escape_for_display(tool);
  if (!arguments.is_object()) return summary;
  for (const char* name : telling) {
    std::string value = text_field(arguments, name);
    if (value.empty() || value.find('\n') != std::string::npos || value.size() > 200) continue;
    summary += " " + escape_for_display(value);
  }
  return summary;
}

}  // namespace hearth::cli
