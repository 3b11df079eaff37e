// The files of a session's workspace, by name, and those that its runs touched.
#include <fcntl.h>
#include <fmt/format.h>

#include <string>

#include "api/pages.h"
#include "api/resources.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "store/file_history.h"
#include "store/sessions.h"
#include "workspace/name_search.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

std::string workspace_of(const Call& call) {
  store::Session session = call.context.store.read(
      [&](db::Connection& connection) { return store::get_session(connection, SessionId{call.id()}); });
  if (session.workspace) return session.workspace_root;
  throw Error(Code::invalid_argument, "looking for files: the session has no workspace; make a session with one");
}

Fd open_workspace(const Call& call, const std::string& path, workspace::RootLinks links) {
  workspace::Root root = workspace::open_root(path, call.context.forbidden_folders, links);
  Fd folder(::openat(root.directory.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) throw_errno(fmt::format("reading the folder {}", path));
  return folder;
}

http_server::Response names_below(const Call& call, const std::string& workspace, workspace::RootLinks links) {
  std::string words = call.query_text("q");
  auto limit = static_cast<std::size_t>(call.query_number("limit", 50, 1, 500));
  Fd folder = open_workspace(call, workspace, links);
  workspace::FoundNames found = workspace::find_names(folder.get(), {.words = words, .limit = limit}, call.stop);
  JsonWriter out;
  out.begin_object().key("files").begin_array();
  for (const workspace::WalkEntry& entry : found.entries) {
    out.begin_object().key("path").string(entry.path).key("kind");
    out.string(entry.kind == workspace::FileKind::directory ? "folder" : "file").end_object();
  }
  return json_response(out.end_array().key("cut_off").boolean(found.cut_off).end_object().take());
}

http_server::Response names(const Call& call) {
  return names_below(call, workspace_of(call), workspace::RootLinks::refuse);
}

// For a session that is not there yet.
http_server::Response names_of_folder(const Call& call) {
  std::string path = call.query_text("path");
  if (path.starts_with('/')) return names_below(call, path, workspace::RootLinks::follow);
  throw Error(Code::invalid_argument, "looking for files: the folder must be given as ?path= and begin with /");
}

void write_file(JsonWriter& out, const store::TouchedFile& file) {
  out.begin_object().key("path").string(to_valid_utf8(file.path)).key("present").boolean(file.present);
  out.key("actions").raw(file.actions).key("times").number(file.times).key("first_at").number(file.first_at);
  out.key("last_at").number(file.last_at).key("last_run_id").number(file.last_run.value).end_object();
}

http_server::Response changes(const Call& call) {
  SessionId session{call.id()};
  std::int64_t limit = call.query_number("limit", 200, 1, 500), seen = 0;
  JsonWriter out;
  out.begin_object().key("files").begin_array();
  call.context.store.read([&](db::Connection& connection) {
    store::get_session(connection, session);
    store::each_touched_file(connection, session, limit + 1, [&](const store::TouchedFile& file) {
      if (++seen <= limit) write_file(out, file);
    });
  });
  return json_response(out.end_array().key("cut_off").boolean(seen > limit).end_object().take());
}

void write_change(JsonWriter& out, const store::MadeChange& change) {
  out.begin_object().key("id").number(change.id.value).key("run_id").number(change.run.value);
  out.key("call_id").string(change.call_id).key("tool").string(change.tool).key("action").string(change.action);
  out.key("path").string(to_valid_utf8(change.path));
  if (!change.previous_path.empty()) out.key("previous_path").string(to_valid_utf8(change.previous_path));
  out.key("at").number(change.at);
  if (!change.text_change.empty()) out.key("text").raw(change.text_change);
  out.end_object();
}

http_server::Response diffs(const Call& call) {
  SessionId session{call.id()};
  store::Page page = page_of(call);
  JsonWriter out;
  out.begin_object().key("changes").begin_array();
  std::int64_t last = 0;
  int rows = call.context.store.read([&](db::Connection& connection) {
    store::get_session(connection, session);
    return store::each_made_change(connection, session, page, [&](const store::MadeChange& change) {
      write_change(out, change);
      last = change.id.value;
    });
  });
  out.end_array().key("next_before");
  write_optional(out, rows == page.limit ? std::optional(last) : std::nullopt);
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/sessions/{id}/changes", "The files that the runs of a session touched", "limit", "", "ChangeList",
     200, changes},
    {"GET", "/api/v1/sessions/{id}/diffs", "What the runs of a session changed in files, newest first", "limit before",
     "", "DiffList", 200, diffs},
    {"GET", "/api/v1/sessions/{id}/files", "Files and folders of the workspace by a piece of their name", "limit q", "",
     "FileNames", 200, names},
    {"GET", "/api/v1/workspaces/files", "Files and folders below a folder that can be a workspace", "limit path q", "",
     "FileNames", 200, names_of_folder},
};

}  // namespace

std::span<const Route> file_routes() {
  return table;
}

}  // namespace hearth::api
