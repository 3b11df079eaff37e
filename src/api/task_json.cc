#include "api/task_json.h"

#include "api/pages.h"

namespace hearth::api {

void write_task(JsonWriter& out, const store::TaskRow& row, std::optional<std::string_view> actions) {
  out.begin_object().key("id").number(row.id.value).key("session_id").number(row.session.value);
  out.key("title").string(row.title).key("state").string(row.state);
  out.key("inputs").raw(row.inputs).key("outputs").raw(row.outputs).key("metadata").raw(row.metadata);
  if (actions) out.key("actions").raw(*actions);
  out.key("created_at").number(row.created_at).key("finished_at");
  write_optional(out, row.finished_at);
  out.end_object();
}

}  // namespace hearth::api
