// fs_read: the lines of a text file, numbered.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/lines.h"
#include "workspace/path.h"

namespace hearth::tools {

namespace {

constexpr std::int64_t most_lines = 2000;
constexpr std::size_t most_bytes = 256 * 1024;

const ToolSpec read_spec = {"fs_read",
                            "Reads a text file of the workspace and returns its lines, numbered from 1. Gives at most "
                            "2000 lines or 256 KiB a call; "
                            "\"truncated\" says that there is more, and the text names the start_line to go on with. "
                            "Cite what you use as path:line.",
                            json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The file, relative to the workspace"},
        "start_line": {"type": "integer", "minimum": 1, "maximum": 1000000000, "description": "First line wanted; 1 if left out"},
        "end_line": {"type": "integer", "minimum": 1, "maximum": 1000000000, "description": "Last line wanted; the last of the file if left out"}
      },
      "required": ["path"],
      "additionalProperties": false
    })"),
                            Effect::read,
                            {"path"}};

struct Window {
  std::vector<std::string> lines;
  bool truncated = false;
};

Window cut(const std::vector<std::string_view>& all, std::int64_t first, std::int64_t last) {
  Window window;
  std::size_t bytes = 0;
  for (std::int64_t number = first; number <= last; ++number) {
    std::string_view line = all[static_cast<std::size_t>(number - 1)];
    bool full = static_cast<std::int64_t>(window.lines.size()) == most_lines || bytes + line.size() > most_bytes;
    if (full && !window.lines.empty()) return {std::move(window.lines), true};
    // A single line beyond the limit is cut, or it could never be seen at all.
    window.lines.emplace_back(utf8_prefix(line, most_bytes));
    window.truncated = window.lines.back().size() < line.size();
    bytes += line.size();
  }
  return window;
}

class FsRead : public Tool {
 public:
  explicit FsRead(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return read_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    auto first = arguments.value("start_line", std::int64_t{1});
    auto last = arguments.value("end_line", std::numeric_limits<std::int64_t>::max());
    if (last < first) {
      return ToolResult::failure(fmt::format("end_line {} is before start_line {}: swap them", last, first));
    }
    workspace::FileContent content = workspace_.read_text(call_id, arguments.at("path").get<std::string>());
    std::vector<std::string_view> all = lines_of(content.bytes);
    auto total = static_cast<std::int64_t>(all.size());
    if (first > std::max<std::int64_t>(total, 1)) {
      return ToolResult::failure(fmt::format("{} has only {}: start_line {} is past its end",
                                             workspace::shown(content.path), counted(all.size(), "line", "lines"),
                                             first));
    }
    return describe(content.path, cut(all, first, std::min(last, total)), first, total);
  }

 private:
  static ToolResult describe(const std::string& path, Window window, std::int64_t first, std::int64_t total) {
    ToolResult result;
    std::int64_t number = first;
    for (const std::string& line : window.lines) result.text += fmt::format("{:>6}\t{}\n", number++, line);
    std::int64_t last = number - 1;
    if (total == 0) result.text = "The file is empty.";
    if (window.truncated && last < total) {
      result.text += fmt::format("… cut here; the file has {} lines. Go on with start_line {}.", total, last + 1);
    } else if (window.truncated) {
      result.text += fmt::format("… line {} is cut: it is longer than {} bytes.", last, most_bytes);
    }
    result.structured = {
        {"path", to_valid_utf8(path)},      {"start_line", first},          {"end_line", last}, {"total_lines", total},
        {"lines", std::move(window.lines)}, {"truncated", window.truncated}};
    return result;
  }

  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_read(workspace::Workspace& workspace) {
  return std::make_unique<FsRead>(workspace);
}

}  // namespace hearth::tools
