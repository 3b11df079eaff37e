// fs_edit: one place in a file.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/lines.h"
#include "tools/text_change.h"
#include "workspace/path.h"

namespace hearth::tools {

namespace {

const ToolSpec edit_spec = {"fs_edit",
                            "Replaces one passage of a text file. \"old\" must be in the file exactly once, character "
                            "for character with all its "
                            "spaces and line ends; if it is not, nothing is changed and the answer says how often and "
                            "where it is. Read the file "
                            "first, and take enough lines around the change to make \"old\" unique.",
                            json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The file, relative to the workspace"},
        "old": {"type": "string", "minLength": 1, "description": "The passage as it is now"},
        "new": {"type": "string", "description": "What to put in its place; empty removes it"}
      },
      "required": ["path", "old", "new"],
      "additionalProperties": false
    })"),
                            Effect::write,
                            {"path"}};

// Where `part` begins, overlapping places too.
std::vector<std::size_t> places_of(std::string_view part, std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    places.push_back(at);
  return places;
}

ToolResult not_found(const std::string& path) {
  return ToolResult::failure(
      fmt::format("\"old\" is not in {}: nothing was changed. Read the file again and copy the passage "
                  "exactly, with its spaces and line ends.",
                  workspace::shown(path)));
}

ToolResult found_often(const std::string& path, std::string_view text, const std::vector<std::size_t>& places) {
  constexpr std::size_t most_shown = 10;
  std::vector<std::size_t> lines;
  for (std::size_t i = 0; i < std::min(places.size(), most_shown); ++i) lines.push_back(line_at(text, places[i]));
  return ToolResult::failure(fmt::format(
      "\"old\" is in {} {} times, at the lines {}{}: nothing was changed. Take more of the "
      "text around the right one.",
      workspace::shown(path), places.size(), fmt::join(lines, ", "), places.size() > most_shown ? ", …" : ""));
}

class FsEdit : public Tool {
 public:
  explicit FsEdit(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return edit_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    auto path = arguments.at("path").get<std::string>();
    auto old = arguments.at("old").get<std::string>();
    auto replacement = arguments.at("new").get<std::string>();
    if (old.empty()) return ToolResult::failure("\"old\" is empty: give the passage to replace, or use fs_write.");
    if (old == replacement) return ToolResult::failure("\"old\" and \"new\" are the same: nothing was changed.");
    workspace::FileContent content = workspace_.read_text(call_id, path);
    std::vector<std::size_t> places = places_of(old, content.bytes);
    if (places.empty()) return not_found(content.path);
    if (places.size() > 1) return found_often(content.path, content.bytes, places);

    std::size_t line = line_at(content.bytes, places.front());
    content.bytes.replace(places.front(), old.size(), replacement);
    workspace::WriteOptions options;
    options.expected_hash = content.hash;
    // To the path as given, not to where a link led: that is what was approved.
    workspace::Written written = workspace_.write(call_id, path, content.bytes, options);
    ToolResult result;
    result.text = fmt::format("Replaced one passage in {} at line {}.", escape_for_display(written.path), line);
    result.structured = {{"path", to_valid_utf8(written.path)}, {"line", line}, {"replaced", 1}};
    result.change = text_change(written.before, content.bytes);
    return result;
  }

 private:
  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_edit(workspace::Workspace& workspace) {
  return std::make_unique<FsEdit>(workspace);
}

}  // namespace hearth::tools
