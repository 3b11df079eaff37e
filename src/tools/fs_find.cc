// fs_find: files by name.
#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/path_filter.h"

namespace hearth::tools {

namespace {

constexpr std::size_t most_paths = 1000;

const ToolSpec find_spec = {"fs_find",
                            "Finds files by name with a glob: * and ? within a name, ** across folders, [a-z], {a,b}. "
                            "A glob without \"/\" is held "
                            "against file names at any depth (*.md), one with \"/\" against the path below the folder "
                            "(src/**/*.h); one that ends in "
                            "\"/\" finds folders. Hidden folders, node_modules, build and __pycache__ are passed over "
                            "unless the glob names them "
                            "(.github/**). Gives paths relative to the workspace, sorted, at most 1000.",
                            json::parse(R"({
      "type": "object",
      "properties": {
        "glob": {"type": "string", "minLength": 1, "maxLength": 4096, "description": "For example *.md or docs/**/*.txt"},
        "path": {"type": "string", "minLength": 1, "description": "The folder to look in; the whole workspace if left out"},
        "ignore_case": {"type": "boolean", "description": "Take A for a; false if left out"}
      },
      "required": ["glob"],
      "additionalProperties": false
    })"),
                            Effect::read,
                            {"path"}};

class FsFind : public Tool {
 public:
  explicit FsFind(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return find_spec; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token stop) override {
    std::string folder = workspace_.resolved(arguments.value("path", "."));
    LetterCase letter_case = arguments.value("ignore_case", false) ? LetterCase::ignored : LetterCase::exact;
    PathFilter filter(arguments.at("glob").get<std::string>(), folder, letter_case);
    std::vector<std::string> paths;
    auto visitor = [&](const workspace::WalkEntry& entry) {
      if (filter.means(entry)) paths.push_back(entry.path);
      return paths.size() > most_paths ? workspace::Visit::end : workspace::Visit::go_on;
    };
    workspace::WalkEnd end = workspace_.walk(folder, filter.walk_options(), visitor, stop);
    if (paths.size() > most_paths) paths.pop_back();
    std::sort(paths.begin(), paths.end());
    return describe(paths, end != workspace::WalkEnd::complete);
  }

 private:
  static ToolResult describe(const std::vector<std::string>& paths, bool truncated) {
    ToolResult result;
    json listed = json::array();
    for (const std::string& path : paths) {
      result.text += escape_for_display(path) + "\n";
      listed.push_back(to_valid_utf8(path));
    }
    if (paths.empty()) result.text = "No file has such a name.";
    if (truncated) result.text += "… not everything was looked at or shown: name a folder, or a narrower glob.";
    result.structured = {{"paths", std::move(listed)}, {"truncated", truncated}};
    return result;
  }

  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_find(workspace::Workspace& workspace) {
  return std::make_unique<FsFind>(workspace);
}

}  // namespace hearth::tools
