#include <optional>

#include "api/pages.h"
#include "api/resources.h"
#include "api/task_json.h"
#include "store/runs.h"

namespace hearth::api {

namespace {

http_server::Response list(const Call& call) {
  store::Page page = page_of(call);
  std::optional<SessionId> session = call.query_id<SessionId>("session");
  JsonWriter out;
  out.begin_object().key("tasks").begin_array();
  std::int64_t last = 0;
  int rows = call.context.store.read([&](db::Connection& connection) {
    return store::each_task(connection, session, page, [&](const store::TaskRow& row) {
      write_task(out, row, {});
      last = row.id.value;
    });
  });
  out.end_array().key("next_before");
  write_optional(out, rows == page.limit ? std::optional(last) : std::nullopt);
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/tasks", "Tasks with inputs, outputs and metadata, newest first", "limit before session", "",
     "TaskList", 200, list},
};

}  // namespace

std::span<const Route> task_routes() {
  return table;
}

}  // namespace hearth::api
