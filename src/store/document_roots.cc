#include "store/document_roots.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/stored_path.h"

namespace hearth::store {

namespace {

// From id, workspace_id, path, watched, added_at.
DocumentRoot root_of(const db::Statement& row) {
  DocumentRoot root;
  root.id = {row.integer(0)};
  root.workspace = {row.integer(1)};
  root.path = path_from_stored(row.text(2));
  root.watched = row.integer(3) != 0;
  root.added_at = row.integer(4);
  return root;
}

[[noreturn]] void throw_unknown(DocumentRootId id) {
  throw Error(Code::not_found,
              fmt::format("looking for document root {}: there is none: see `hearth docs list`", id.value));
}

}  // namespace

DocumentRoot add_document_root(Write& write, const DocumentRoot& root) {
  db::Connection& connection = write.connection();
  std::string path = stored_path(root.path);
  connection
      .prepare(
          "INSERT INTO document_roots(workspace_id, path, watched, added_at) VALUES (?, ?, ?, ?) "
          "ON CONFLICT(workspace_id, path) DO UPDATE SET watched = excluded.watched")
      .bind(root.workspace, path, root.watched ? 1 : 0, root.added_at)
      .run();
  db::Statement row = connection.prepare(
      "SELECT id, workspace_id, path, watched, added_at FROM document_roots WHERE workspace_id = ? AND path = ?");
  row.bind(root.workspace, path).step();
  return root_of(row);
}

std::optional<DocumentRoot> find_document_root(db::Connection& connection, DocumentRootId id) {
  db::Statement row =
      connection.prepare("SELECT id, workspace_id, path, watched, added_at FROM document_roots WHERE id = ?");
  if (!row.bind(id).step()) return std::nullopt;
  return root_of(row);
}

DocumentRoot get_document_root(db::Connection& connection, DocumentRootId id) {
  std::optional<DocumentRoot> root = find_document_root(connection, id);
  if (!root) throw_unknown(id);
  return *root;
}

std::vector<DocumentRoot> document_roots(db::Connection& connection, std::optional<WorkspaceId> workspace) {
  db::Statement row = connection.prepare(
      "SELECT id, workspace_id, path, watched, added_at FROM document_roots "
      "WHERE workspace_id = coalesce(?, workspace_id) ORDER BY id");
  row.bind(workspace);
  std::vector<DocumentRoot> roots;
  while (row.step()) roots.push_back(root_of(row));
  return roots;
}

DocumentCounts count_documents(db::Connection& connection, DocumentRootId root) {
  db::Statement row = connection.prepare(
      "SELECT count(*) FILTER (WHERE state = 'ready'), count(*) FILTER (WHERE state = 'failed'), "
      "count(*) FILTER (WHERE state = 'skipped') FROM documents WHERE root_id = ?");
  row.bind(root).step();
  return {row.integer(0), row.integer(1), row.integer(2)};
}

void watch_document_root(Write& write, DocumentRootId id, bool watched) {
  db::Connection& connection = write.connection();
  connection.prepare("UPDATE document_roots SET watched = ? WHERE id = ?").bind(watched ? 1 : 0, id).run();
  if (connection.rows_changed() == 0) throw_unknown(id);
}

void remove_document_root(Write& write, DocumentRootId id) {
  db::Connection& connection = write.connection();
  // Chunk by chunk through the triggers, so that the search index forgets them.
  connection.prepare("DELETE FROM document_roots WHERE id = ?").bind(id).run();
  if (connection.rows_changed() == 0) throw_unknown(id);
}

}  // namespace hearth::store
