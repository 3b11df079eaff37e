#include "api/session_json.h"

#include "api/pages.h"
#include "api/route.h"

namespace hearth::api {

void write_session(JsonWriter& out, const store::Session& session) {
  out.begin_object().key("id").number(session.id.value).key("title").string(session.title).key("workspace");
  if (session.workspace) {
    out.string(session.workspace_root);
  } else {
    out.null();
  }
  out.key("pinned").boolean(session.pinned).key("head_id");
  write_optional(out, session.head ? std::optional(session.head->value) : std::nullopt);
  out.key("created_at").number(session.created_at).key("updated_at").number(session.updated_at).end_object();
}

http_server::Response session_response(const store::Session& session, int status) {
  JsonWriter out;
  write_session(out, session);
  return json_response(out.take(), status);
}

}  // namespace hearth::api
