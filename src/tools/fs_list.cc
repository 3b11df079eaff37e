// fs_list: what a folder holds.
#include <fmt/format.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "tools/builtin.h"

namespace hearth::tools {

namespace {

const ToolSpec list_spec = {"fs_list",
                            "Lists one folder of the workspace, sorted by name: the name, kind, size in bytes and time "
                            "of change of each entry. "
                            "Does not look into the folders below; use fs_find for that.",
                            json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The folder, relative to the workspace; the workspace itself if left out"}
      },
      "additionalProperties": false
    })"),
                            Effect::read,
                            {"path"}};

std::string line_for(const workspace::ListedEntry& entry) {
  std::string name = escape_for_display(entry.name);
  switch (entry.info.kind) {
    case workspace::FileKind::directory:
      return fmt::format("{}/\n", name);
    case workspace::FileKind::symlink:
      return fmt::format("{} (symbolic link)\n", name);
    case workspace::FileKind::other:
      return fmt::format("{} (neither file nor folder)\n", name);
    case workspace::FileKind::file:
      break;
  }
  return fmt::format("{}  {} bytes, {}\n", name, entry.info.size, format_local(entry.info.modified));
}

class FsList : public Tool {
 public:
  explicit FsList(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return list_spec; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token) override {
    workspace::Listing listing = workspace_.list(arguments.value("path", "."));
    ToolResult result;
    json entries = json::array();
    for (const workspace::ListedEntry& entry : listing.entries) {
      result.text += line_for(entry);
      entries.push_back({{"name", to_valid_utf8(entry.name)},
                         {"kind", workspace::to_string(entry.info.kind)},
                         {"size", entry.info.size},
                         {"modified", entry.info.modified}});
    }
    if (listing.entries.empty()) result.text = "The folder is empty.";
    if (listing.cut_off)
      result.text += fmt::format("… cut here: the folder holds more than {} entries.", listing.entries.size());
    result.structured = {
        {"path", to_valid_utf8(listing.path)}, {"entries", std::move(entries)}, {"truncated", listing.cut_off}};
    return result;
  }

 private:
  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_list(workspace::Workspace& workspace) {
  return std::make_unique<FsList>(workspace);
}

}  // namespace hearth::tools
