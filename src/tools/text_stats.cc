// text_stats: how much text there is, and its headings.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/lines.h"
#include "tools/markdown_headings.h"

namespace hearth::tools {

namespace {

const ToolSpec stats_spec = {"text_stats",
                             "Counts the lines, words (runs without white space), characters (Unicode code points) and "
                             "bytes of a file or of a given "
                             "text, gives the length of its longest line in characters, and lists its Markdown "
                             "headings with their levels and lines. "
                             "Give either \"path\" or \"text\".",
                             json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The file, relative to the workspace"},
        "text": {"type": "string", "description": "The text itself, in place of a file"}
      },
      "additionalProperties": false
    })"),
                             Effect::read,
                             {"path"}};

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::size_t words(std::string_view text) {
  constexpr std::string_view space = " \t\n\v\f\r";
  std::size_t count = 0;
  for (std::size_t at = text.find_first_not_of(space); at != std::string_view::npos; ++count) {
    at = text.find_first_not_of(space, std::min(text.find_first_of(space, at), text.size()));
  }
  return count;
}

class TextStats : public Tool {
 public:
  explicit TextStats(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return stats_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    if (arguments.contains("path") == arguments.contains("text")) {
      return ToolResult::failure("Give either \"path\", to count a file, or \"text\", to count that text.");
    }
    if (arguments.contains("text")) return count(arguments.at("text").get<std::string>(), std::nullopt);
    workspace::FileContent content = workspace_.read_text(call_id, arguments.at("path").get<std::string>());
    return count(content.bytes, content.path);
  }

 private:
  static ToolResult count(const std::string& text, const std::optional<std::string>& path) {
    std::size_t longest = 0;
    std::size_t lines =
        each_line(text, [&](std::string_view line, std::size_t) { longest = std::max(longest, code_points(line)); });
    json headings = json::array();
    std::string listed;
    for (const Heading& heading : markdown_headings(text)) {
      headings.push_back({{"level", heading.level}, {"text", heading.text}, {"line", heading.line}});
      listed += fmt::format("\n{:>6}\t{} {}", heading.line, std::string(static_cast<std::size_t>(heading.level), '#'),
                            heading.text);
    }
    ToolResult result;
    result.text =
        fmt::format("{}: {}, {}, {}, {}; the longest line has {}.", path ? escape_for_display(*path) : "The text",
                    counted(lines, "line", "lines"), counted(words(text), "word", "words"),
                    counted(code_points(text), "character", "characters"), counted(text.size(), "byte", "bytes"),
                    counted(longest, "character", "characters"));
    if (!listed.empty()) result.text += "\nHeadings:" + listed;
    result.structured = {{"lines", lines},       {"words", words(text)},    {"characters", code_points(text)},
                         {"bytes", text.size()}, {"longest_line", longest}, {"headings", std::move(headings)}};
    if (path) result.structured["path"] = to_valid_utf8(*path);
    return result;
  }

  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_text_stats(workspace::Workspace& workspace) {
  return std::make_unique<TextStats>(workspace);
}

}  // namespace hearth::tools
