// fs_search: lines by what they say.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/line_search.h"
#include "tools/lines.h"
#include "tools/path_filter.h"

namespace hearth::tools {

namespace {

constexpr std::size_t largest_file = 8 * 1024 * 1024;
constexpr std::size_t longest_text = 400;
constexpr std::int64_t usual_results = 200;

const ToolSpec search_spec = {
    "fs_search",
    "Searches the text files of the workspace, or one file, for a regular expression (RE2 syntax; ^ and $ are the ends "
    "of "
    "lines, a match stays within one line) and gives the matching lines as path:line:column, sorted. Set \"literal\" "
    "for plain "
    "text. Narrow it with \"path\" and \"glob\" (as in fs_find). Hidden folders, node_modules, build and __pycache__ "
    "are "
    "passed over unless named; files that are not UTF-8 or larger than 8 MiB are skipped and counted.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "pattern": {"type": "string", "minLength": 1, "maxLength": 4096, "description": "What to look for"},
        "path": {"type": "string", "minLength": 1, "description": "A folder or a file; the whole workspace if left out"},
        "glob": {"type": "string", "minLength": 1, "maxLength": 4096, "description": "Only in files this glob means, for example *.cc"},
        "literal": {"type": "boolean", "description": "Take the pattern as plain text; false if left out"},
        "ignore_case": {"type": "boolean", "description": "Take A for a; false if left out"},
        "max_results": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "Lines to give; 200 if left out"}
      },
      "required": ["pattern"],
      "additionalProperties": false
    })"),
    Effect::read,
    {"path"}};

struct Found {
  std::string path;
  std::size_t line;
  std::size_t column;
  std::string text;
};

struct Tally {
  std::vector<Found> matches;
  std::size_t total = 0;
  std::size_t searched = 0;
  std::size_t skipped = 0;
  bool incomplete = false;  // not every file was come by
};

class FsSearch : public Tool {
 public:
  explicit FsSearch(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return search_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    LineSearch search(arguments.at("pattern").get<std::string>(),
                      {arguments.value("literal", false), arguments.value("ignore_case", false)});
    auto most = static_cast<std::size_t>(arguments.value("max_results", usual_results));
    Tally tally;
    workspace::ReadBatch batch(workspace_, call_id);
    for (const std::string& path : files(arguments, tally, stop)) {
      throw_if_stopped(stop);
      search_file(search, batch, path, most, tally, stop);
    }
    batch.record();
    return describe(tally);
  }

 private:
  std::vector<std::string> files(const json& arguments, Tally& tally, const std::stop_token& stop) const {
    std::string start = workspace_.resolved(arguments.value("path", "."));
    if (workspace_.stat(start).kind != workspace::FileKind::directory) return {start};
    PathFilter filter(arguments.value("glob", ""), start, LetterCase::exact);
    std::vector<std::string> paths;
    auto visitor = [&](const workspace::WalkEntry& entry) {
      if (entry.kind == workspace::FileKind::file && filter.means(entry)) paths.push_back(entry.path);
      return workspace::Visit::go_on;
    };
    tally.incomplete = workspace_.walk(start, filter.walk_options(), visitor, stop) != workspace::WalkEnd::complete;
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  static void search_file(const LineSearch& search, workspace::ReadBatch& batch, const std::string& path,
                          std::size_t most, Tally& tally, const std::stop_token& stop) {
    workspace::FileContent content;
    try {
      content = batch.read(path, largest_file);
    } catch (const Error&) {
      // One file that is too large, gone or not ours to read must not end a search of many; it is counted.
      ++tally.skipped;
      return;
    }
    if (!is_valid_utf8(content.bytes)) {
      ++tally.skipped;
      return;
    }
    ++tally.searched;
    auto each = [&](const LineMatch& match) {
      if (++tally.total > most) return;
      tally.matches.push_back({path, match.line, match.column, std::string(utf8_prefix(match.text, longest_text))});
    };
    search.search(content.bytes, each, stop);
  }

  static ToolResult describe(const Tally& tally) {
    ToolResult result;
    json matches = json::array();
    for (const Found& found : tally.matches) {
      result.text +=
          fmt::format("{}:{}:{}: {}\n", escape_for_display(found.path), found.line, found.column, found.text);
      matches.push_back(
          {{"path", to_valid_utf8(found.path)}, {"line", found.line}, {"column", found.column}, {"text", found.text}});
    }
    bool truncated = tally.total > tally.matches.size() || tally.incomplete;
    result.text += fmt::format("{} in {} searched", counted(tally.total, "matching line", "matching lines"),
                               counted(tally.searched, "file", "files"));
    if (tally.skipped > 0)
      result.text += fmt::format(", {} skipped (not text, too large or unreadable)", tally.skipped);
    result.text += ".";
    if (tally.total > tally.matches.size()) {
      result.text +=
          fmt::format(" Only the first {} are shown: narrow the pattern, path or glob.", tally.matches.size());
    }
    if (tally.incomplete) result.text += " Not every folder could be looked at: name one with \"path\".";
    result.structured = {{"matches", std::move(matches)},
                         {"total", tally.total},
                         {"files_searched", tally.searched},
                         {"files_skipped", tally.skipped},
                         {"truncated", truncated}};
    return result;
  }

  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_search(workspace::Workspace& workspace) {
  return std::make_unique<FsSearch>(workspace);
}

}  // namespace hearth::tools
