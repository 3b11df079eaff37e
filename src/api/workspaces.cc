// Folders to work in: those that sessions have, and whether one can be.
#include <string>

#include "api/resources.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "store/sessions.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

struct Verdict {
  std::string path;    // without symbolic links; empty: it cannot be a workspace
  std::string reason;  // why not
};

Verdict verdict_on(const Call& call, const std::string& path, workspace::RootLinks links) {
  try {
    return {workspace::open_root(path, call.context.forbidden_folders, links).path, {}};
  } catch (const Error& error) {  // here the refusal is the answer
    return {{}, error.what()};
  }
}

http_server::Response list(const Call& call) {
  JsonWriter out;
  out.begin_object().key("workspaces").begin_array();
  for (const store::KnownWorkspace& known : call.context.store.read(store::known_workspaces)) {
    bool present = verdict_on(call, known.root, workspace::RootLinks::refuse).reason.empty();
    out.begin_object().key("id").number(known.id.value).key("path").string(to_valid_utf8(known.root));
    out.key("present").boolean(present).key("sessions").number(known.sessions);
    out.key("last_used_at").number(known.last_used_at).end_object();
  }
  return json_response(out.end_array().end_object().take());
}

http_server::Response check(const Call& call) {
  std::string path = call.body["path"].get<std::string>();
  Verdict verdict = path.starts_with('/') ? verdict_on(call, path, workspace::RootLinks::follow)
                                          : Verdict{{}, "choosing a folder: the path must begin with /"};
  JsonWriter out;
  out.begin_object().key("ok").boolean(verdict.reason.empty()).key("path").string(to_valid_utf8(verdict.path));
  out.key("reason");
  if (verdict.reason.empty()) {
    out.null();
  } else {
    out.string(to_valid_utf8(verdict.reason));
  }
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/workspaces", "The folders that sessions work in, last used first", "", "", "WorkspaceList", 200,
     list},
    {"POST", "/api/v1/workspaces/check", "Whether a folder can be a workspace, and why not", "", "WorkspaceQuestion",
     "WorkspaceAnswer", 200, check},
};

}  // namespace

std::span<const Route> workspace_routes() {
  return table;
}

}  // namespace hearth::api
