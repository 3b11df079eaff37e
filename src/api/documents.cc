// Files and folders whose text can be found, what was read of them, and how far reading has come.
#include "store/documents.h"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "api/resources.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "memory/documents/library.h"
#include "store/document_roots.h"
#include "store/sessions.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

using memory::ReadingProgress;

constexpr std::chrono::seconds heartbeat(15);

void write_progress(JsonWriter& out, DocumentRootId id, const ReadingProgress& progress) {
  out.begin_object().key("root").number(id.value).key("state").string(to_string(progress.state));
  out.key("done").number(progress.step.done).key("total").number(progress.step.total).key("path");
  out.string(to_valid_utf8(progress.step.path)).key("read").number(progress.result.read);
  out.key("unchanged").number(progress.result.unchanged).key("failed").number(progress.result.failed);
  out.key("skipped").number(progress.result.skipped).key("removed").number(progress.result.removed);
  out.key("problem").string(to_valid_utf8(progress.problem)).end_object();
}

void write_root(JsonWriter& out, const Call& call, const store::DocumentRoot& root) {
  struct Known {
    std::string workspace;
    store::DocumentCounts counts;
  };
  auto known = call.context.store.read([&](db::Connection& connection) {
    return Known{store::workspace_root(connection, root.workspace), store::count_documents(connection, root.id)};
  });
  out.begin_object().key("id").number(root.id.value).key("workspace").string(to_valid_utf8(known.workspace));
  out.key("path").string(to_valid_utf8(root.path)).key("watched").boolean(root.watched);
  out.key("added_at").number(root.added_at).key("ready").number(known.counts.ready);
  out.key("failed").number(known.counts.failed).key("skipped").number(known.counts.skipped).key("reading");
  write_progress(out, root.id, call.context.documents.progress(root.id));
  out.end_object();
}

http_server::Response root_response(const Call& call, const store::DocumentRoot& root, int status = 200) {
  JsonWriter out;
  write_root(out, call, root);
  return json_response(out.take(), status);
}

store::DocumentRoot root_of(const Call& call) {
  return call.context.store.read(
      [&](db::Connection& connection) { return store::get_document_root(connection, DocumentRootId{call.id()}); });
}

// Of ?workspace=; a folder that is none gives an id that nothing has.
std::optional<WorkspaceId> workspace_asked_for(const Call& call) {
  std::string root = call.query_text("workspace");
  if (root.empty()) return std::nullopt;
  return call.context.store.read(
      [&](db::Connection& connection) { return store::find_workspace(connection, root).value_or(WorkspaceId{0}); });
}

http_server::Response list_roots(const Call& call) {
  std::optional<WorkspaceId> workspace = workspace_asked_for(call);
  auto roots =
      call.context.store.read([&](db::Connection& connection) { return store::document_roots(connection, workspace); });
  JsonWriter out;
  out.begin_object().key("roots").begin_array();
  for (const store::DocumentRoot& root : roots) write_root(out, call, root);
  return json_response(out.end_array().end_object().take());
}

http_server::Response add_root(const Call& call) {
  std::string folder =
      workspace::open_root(call.body["workspace"].get<std::string>(), call.context.forbidden_folders).path;
  WorkspaceId workspace = call.context.store.write(
      [&](store::Write& write) { return store::workspace_id(write, folder, unix_millis_now()); });
  store::DocumentRoot root =
      call.context.documents.add(workspace, call.body["path"].get<std::string>(), call.body.value("watched", false));
  return root_response(call, root, 201);
}

http_server::Response remove_root(const Call& call) {
  store::DocumentRoot root = root_of(call);
  JsonWriter out;
  write_root(out, call, root);
  call.context.documents.remove(root.id);
  return json_response(out.take());
}

http_server::Response watch_root(const Call& call) {
  call.context.documents.watch(DocumentRootId{call.id()}, call.body["watched"].get<bool>());
  return root_response(call, root_of(call));
}

http_server::Response refresh_root(const Call& call) {
  call.context.documents.refresh(DocumentRootId{call.id()});
  return root_response(call, root_of(call), 202);
}

bool has_ended(const ReadingProgress& progress) {
  return progress.state != ReadingProgress::State::waiting && progress.state != ReadingProgress::State::reading;
}

// Until the reading has ended, or the root is gone.
void follow(Context& context, DocumentRootId id, http_server::Stream& stream, const std::stop_token& stop) {
  ReadingProgress progress = context.documents.progress(id);
  for (;;) {
    JsonWriter data;
    data.begin_object().key("sequence").number(static_cast<std::int64_t>(progress.version));
    data.key("at").number(unix_millis_now()).key("type").string("documents.progress").key("data");
    write_progress(data, id, progress);
    data.end_object();
    std::string event = fmt::format("id: {}\nevent: documents.progress\ndata: {}\n\n", progress.version, data.text());
    if (!stream.write(event) || has_ended(progress)) return;
    for (;;) {
      std::optional<ReadingProgress> next = context.documents.wait(id, progress.version, heartbeat, stop);
      if (next) {
        progress = std::move(*next);
        break;
      }
      if (!stream.write(": still here\n\n")) return;
      if (context.documents.progress(id).state == ReadingProgress::State::idle) return;
    }
  }
}

http_server::Response progress_events(const Call& call) {
  DocumentRootId id = root_of(call).id;
  http_server::Response response;
  response.content_type = "text/event-stream";
  response.stream = [&context = call.context, id](http_server::Stream& stream, std::stop_token stop) {
    follow(context, id, stream, stop);
  };
  return response;
}

void write_document(JsonWriter& out, const store::Document& document) {
  out.begin_object().key("id").number(document.id.value).key("root").number(document.root.value);
  out.key("path").string(to_valid_utf8(document.path)).key("title").string(document.title);
  out.key("format").string(document.format).key("size").number(document.size);
  out.key("modified_at").number(document.modified_at).key("state").string(to_string(document.state));
  out.key("problem").string(document.problem).key("read_at").number(document.read_at).end_object();
}

http_server::Response list(const Call& call) {
  using store::DocumentState;
  store::DocumentFilter filter;
  filter.workspace = workspace_asked_for(call);
  filter.root = call.query_id<DocumentRootId>("root");
  filter.state = call.query_choice("state", {DocumentState::ready, DocumentState::failed, DocumentState::skipped});
  store::Page page{call.query_number("before", 1, INT64_MAX), call.query_number("limit", 50, 1, 500)};
  JsonWriter out;
  out.begin_object().key("documents").begin_array();
  std::int64_t count = 0;
  std::int64_t last = 0;
  call.context.store.read([&](db::Connection& connection) {
    store::each_document(connection, filter, page, [&](const store::Document& document) {
      write_document(out, document);
      last = document.id.value;
      ++count;
    });
  });
  out.end_array().key("next_before");
  if (count == page.limit) {
    out.number(last);
  } else {
    out.null();
  }
  return json_response(out.end_object().take());
}

void write_optional(JsonWriter& out, std::string_view key, const std::optional<std::int64_t>& number) {
  out.key(key);
  if (number) {
    out.number(*number);
  } else {
    out.null();
  }
}

http_server::Response show(const Call& call) {
  DocumentId id{call.id()};
  std::int64_t after = call.query_number("after", -1, -1, INT64_MAX);
  std::int64_t limit = call.query_number("limit", 100, 1, 500);
  JsonWriter out;
  call.context.store.read([&](db::Connection& connection) {
    store::Document document = store::get_document(connection, id);
    std::int64_t total = store::count_chunks(connection, id);
    out.begin_object().key("document");
    write_document(out, document);
    out.key("chunk_count").number(total).key("chunks").begin_array();
    std::int64_t last = after;
    store::each_chunk(connection, id, after, limit, [&](std::int64_t sequence, const store::DocumentChunk& chunk) {
      out.begin_object().key("id").number(chunk.id.value).key("sequence").number(sequence);
      out.key("heading").string(chunk.heading).key("text").string(chunk.text).key("place").string(chunk.place);
      write_optional(out, "page", chunk.page);
      write_optional(out, "first_line", chunk.first_line);
      write_optional(out, "last_line", chunk.last_line);
      out.end_object();
      last = sequence;
    });
    out.end_array();
    write_optional(out, "next_after", last + 1 < total ? std::optional(last) : std::nullopt);
  });
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/documents", "Files that were read, newest first", "workspace root state limit before", "",
     "DocumentList", 200, list},
    {"GET", "/api/v1/documents/{id}", "One file, with the chunks that it was cut into", "after limit", "",
     "DocumentText", 200, show},
    {"GET", "/api/v1/document-roots", "Files and folders that were added, oldest first", "workspace", "",
     "DocumentRootList", 200, list_roots},
    {"POST", "/api/v1/document-roots", "Add a file or a folder to a workspace; it is read in the background", "",
     "NewDocumentRoot", "DocumentRoot", 201, add_root},
    {"DELETE", "/api/v1/document-roots/{id}", "Forget it and all that was read of it; answers what it was", "", "",
     "DocumentRoot", 200, remove_root},
    {"PUT", "/api/v1/document-roots/{id}/watch", "Read it again whenever it changes, or no more", "",
     "DocumentRootWatch", "DocumentRoot", 200, watch_root},
    {"POST", "/api/v1/document-roots/{id}/refresh", "Read what has changed since", "", "", "DocumentRoot", 202,
     refresh_root},
    {"GET", "/api/v1/document-roots/{id}/events", "How far reading has come, as server-sent events until it has ended",
     "", "", "", 200, progress_events},
};

}  // namespace

std::span<const Route> document_routes() {
  return table;
}

}  // namespace hearth::api
