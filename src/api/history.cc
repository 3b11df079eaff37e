#include <optional>
#include <string>

#include "api/pages.h"
#include "api/resources.h"
#include "api/task_json.h"
#include "base/error.h"
#include "store/file_history.h"
#include "store/sessions.h"

namespace hearth::api {

namespace {

void write_names(JsonWriter& out, db::Connection& connection, const std::string& path,
                 std::optional<WorkspaceId> workspace) {
  out.key("names").begin_array();
  for (FileId file : store::files_named(connection, path, workspace)) {
    for (const std::string& name : store::names_of(connection, file)) out.string(name);
  }
  out.end_array();
}

http_server::Response files(const Call& call) {
  constexpr std::size_t usual_bytes = 24 * 1024;
  std::string path = call.query_text("path");
  if (path.empty()) throw Error(Code::invalid_argument, "asking for a file's history: the query needs path");
  std::string root = call.query_text("workspace");
  store::Page page = page_of(call);
  JsonWriter out;
  out.reserve(usual_bytes);
  out.begin_object().key("path").string(path);
  std::int64_t last = 0;
  int rows = call.context.store.read([&](db::Connection& connection) {
    std::optional<WorkspaceId> workspace;
    if (!root.empty()) workspace = store::find_workspace(connection, root).value_or(WorkspaceId{0});
    write_names(out, connection, path, workspace);
    out.key("tasks").begin_array();
    return store::each_task_of_file(connection, path, workspace, page,
                                    [&](const store::TaskRow& row, std::string_view actions) {
                                      write_task(out, row, actions);
                                      last = row.id.value;
                                    });
  });
  out.end_array().key("next_before");
  write_optional(out, rows == page.limit ? std::optional(last) : std::nullopt);
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/history/files", "What was done with a file, under all the names it has had",
     "path workspace limit before", "", "FileHistory", 200, files},
};

}  // namespace

std::span<const Route> history_routes() {
  return table;
}

}  // namespace hearth::api
