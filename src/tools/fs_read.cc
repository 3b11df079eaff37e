// fs_read: the lines of a text file, numbered.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/lines.h"
#include "workspace/path.h"

namespace hearth::tools {

namespace {

constexpr std::size_t most_lines = 2000;
constexpr std::size_t most_bytes = 256 * 1024;
constexpr std::size_t no_end = std::numeric_limits<std::size_t>::max();

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

struct Range {
  std::size_t first;
  std::size_t last;
};

// What is given of a file.
struct Window {
  std::vector<std::string> lines;
  std::size_t total = 0;  // lines of the file
  bool truncated = false;
};

Window cut(std::string_view text, const Range& wanted) {
  Window window;
  std::size_t bytes = 0;
  window.total = each_line(text, [&](std::string_view line, std::size_t number) {
    if (number < wanted.first || number > wanted.last || window.truncated) return;
    bool full = window.lines.size() == most_lines || bytes + line.size() > most_bytes;
    if (full && !window.lines.empty()) {
      window.truncated = true;
      return;
    }
    // A single line beyond the limit is cut, or it could never be seen at all.
    window.lines.emplace_back(utf8_prefix(line, most_bytes));
    window.truncated = window.lines.back().size() < line.size();
    bytes += line.size();
  });
  return window;
}

class FsRead : public Tool {
 public:
  explicit FsRead(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return read_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    Range wanted{arguments.value("start_line", std::size_t{1}), arguments.value("end_line", no_end)};
    if (wanted.last < wanted.first) {
      return ToolResult::failure(
          fmt::format("end_line {} is before start_line {}: swap them", wanted.last, wanted.first));
    }
    workspace::FileContent content = workspace_.read_text(call_id, arguments.at("path").get<std::string>());
    Window window = cut(content.bytes, wanted);
    if (wanted.first > std::max<std::size_t>(window.total, 1)) {
      return ToolResult::failure(fmt::format("{} has only {}: start_line {} is past its end",
                                             workspace::shown(content.path), counted(window.total, "line", "lines"),
                                             wanted.first));
    }
    return describe(content.path, std::move(window), wanted.first);
  }

 private:
  static ToolResult describe(const std::string& path, Window window, std::size_t first) {
    ToolResult result;
    std::size_t number = first;
    for (const std::string& line : window.lines) result.text += fmt::format("{:>6}\t{}\n", number++, line);
    std::size_t last = number - 1;
    if (window.total == 0) result.text = "The file is empty.";
    if (window.truncated && last < window.total) {
      result.text +=
          fmt::format("… cut here; the file has {} lines. Go on with start_line {}.", window.total, last + 1);
    } else if (window.truncated) {
      result.text += fmt::format("… line {} is cut: it is longer than {} bytes.", last, most_bytes);
    }
    result.structured = {
        {"path", to_valid_utf8(path)}, {"start_line", first},           {"end_line", last},
        {"total_lines", window.total}, {"truncated", window.truncated}, {"lines", std::move(window.lines)}};
    return result;
  }

  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_read(workspace::Workspace& workspace) {
  return std::make_unique<FsRead>(workspace);
}

}  // namespace hearth::tools
