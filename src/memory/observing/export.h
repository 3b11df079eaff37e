// All that is kept, as a file to take along: what holds, what is suggested and what has ended, oldest first. Any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/observations.h"

namespace hearth::memory {

enum class ExportFormat {
  jsonl,     // one object a line: as the API has it, with the text of the message where it was said
  markdown,  // to be read: by project and kind
};
std::string_view to_string(ExportFormat format);

struct Exported {
  std::string text;
  std::int64_t count = 0;
};
Exported export_observations(db::Connection& connection, const store::Audience& audience, ExportFormat format,
                             UnixMillis now);

}  // namespace hearth::memory
