#include "store/documents.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/stored_path.h"

namespace hearth::store {

namespace {

// From id, root_id, path, title, format, size, modified_at, hash, state, problem, read_at.
Document document_of(const db::Statement& row) {
  Document document;
  document.id = {row.integer(0)};
  document.root = {row.integer(1)};
  document.path = path_from_stored(row.text(2));
  document.title = row.copy(3);
  document.format = row.copy(4);
  document.size = row.integer(5);
  document.modified_at = row.integer(6);
  document.hash = row.copy(7);
  document.state = document_state_from(row.text(8));
  document.problem = row.copy(9);
  document.read_at = row.integer(10);
  return document;
}

[[noreturn]] void throw_unknown(DocumentId id) {
  throw Error(Code::not_found, fmt::format("looking for document {}: there is none: see `hearth docs list`", id.value));
}

std::optional<std::int64_t> number_at(const db::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

void add_chunks(db::Connection& connection, DocumentId document, const std::vector<DocumentChunk>& chunks) {
  db::Statement insert = connection.prepare(
      "INSERT INTO document_chunks(document_id, sequence, heading, text, place, page, first_line, last_line) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t sequence = 0;
  for (const DocumentChunk& chunk : chunks) {
    insert
        .bind(document, sequence, chunk.heading, chunk.text, chunk.place, chunk.page, chunk.first_line, chunk.last_line)
        .run();
    insert.reset();
    ++sequence;
  }
}

}  // namespace

std::string_view to_string(DocumentState state) {
  switch (state) {
    case DocumentState::ready:
      return "ready";
    case DocumentState::failed:
      return "failed";
    case DocumentState::skipped:
      return "skipped";
  }
  return "failed";
}

DocumentState document_state_from(std::string_view name) {
  for (DocumentState state : {DocumentState::ready, DocumentState::failed, DocumentState::skipped}) {
    if (name == to_string(state)) return state;
  }
  throw Error(Code::invalid_argument, fmt::format("a document's state is ready, failed or skipped, not '{}'", name));
}

void put_document(Write& write, const Document& document, const std::vector<DocumentChunk>& chunks) {
  db::Connection& connection = write.connection();
  std::string path = stored_path(document.path);
  connection
      .prepare(
          "INSERT INTO documents(root_id, path, title, format, size, modified_at, hash, state, problem, read_at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(root_id, path) DO UPDATE SET title = excluded.title, "
          "format = excluded.format, size = excluded.size, modified_at = excluded.modified_at, "
          "hash = excluded.hash, state = excluded.state, problem = excluded.problem, read_at = excluded.read_at")
      .bind(document.root, path, document.title, document.format, document.size, document.modified_at, document.hash,
            to_string(document.state), document.problem, document.read_at)
      .run();
  DocumentId id;
  {
    db::Statement row = connection.prepare("SELECT id FROM documents WHERE root_id = ? AND path = ?");
    row.bind(document.root, path).step();
    id = {row.integer(0)};
  }
  connection.prepare("DELETE FROM document_chunks WHERE document_id = ?").bind(id).run();
  add_chunks(connection, id, chunks);
}

void confirm_document(Write& write, const Document& document) {
  write.connection()
      .prepare("UPDATE documents SET size = ?, modified_at = ?, read_at = ? WHERE id = ?")
      .bind(document.size, document.modified_at, document.read_at, document.id)
      .run();
}

void remove_document(Write& write, DocumentId id) {
  write.connection().prepare("DELETE FROM documents WHERE id = ?").bind(id).run();
}

std::vector<Document> documents_of_root(db::Connection& connection, DocumentRootId root) {
  db::Statement row = connection.prepare(
      "SELECT id, root_id, path, title, format, size, modified_at, hash, state, problem, read_at FROM documents "
      "WHERE root_id = ? ORDER BY path");
  row.bind(root);
  std::vector<Document> documents;
  while (row.step()) documents.push_back(document_of(row));
  return documents;
}

void each_document(db::Connection& connection, const DocumentFilter& filter, const Page& page,
                   const std::function<void(const Document&)>& each) {
  PageBounds bounds = bounds_of(page);
  std::optional<std::string> state;
  if (filter.state) state = to_string(*filter.state);
  db::Statement row = connection.prepare(
      "SELECT d.id, d.root_id, d.path, d.title, d.format, d.size, d.modified_at, d.hash, d.state, d.problem, d.read_at "
      "FROM documents d JOIN document_roots r ON r.id = d.root_id WHERE d.id < ?1 "
      "AND r.workspace_id = coalesce(?2, r.workspace_id) AND d.root_id = coalesce(?3, d.root_id) "
      "AND d.state = coalesce(?4, d.state) ORDER BY d.id DESC LIMIT ?5");
  row.bind(bounds.before, filter.workspace, filter.root, state, bounds.limit);
  while (row.step()) each(document_of(row));
}

Document get_document(db::Connection& connection, DocumentId id) {
  db::Statement row = connection.prepare(
      "SELECT id, root_id, path, title, format, size, modified_at, hash, state, problem, read_at FROM documents "
      "WHERE id = ?");
  if (!row.bind(id).step()) throw_unknown(id);
  return document_of(row);
}

WorkspaceId workspace_of_document(db::Connection& connection, DocumentId id) {
  db::Statement row = connection.prepare(
      "SELECT r.workspace_id FROM documents d JOIN document_roots r ON r.id = d.root_id WHERE d.id = ?");
  if (!row.bind(id).step()) throw_unknown(id);
  return {row.integer(0)};
}

void each_chunk(db::Connection& connection, DocumentId document, std::int64_t after, std::int64_t limit,
                const std::function<void(std::int64_t sequence, const DocumentChunk&)>& each) {
  db::Statement row = connection.prepare(
      "SELECT sequence, id, heading, text, place, page, first_line, last_line FROM document_chunks "
      "WHERE document_id = ? AND sequence > ? ORDER BY sequence LIMIT ?");
  row.bind(document, after, limit);
  while (row.step()) {
    DocumentChunk chunk;
    chunk.id = {row.integer(1)};
    chunk.heading = row.copy(2);
    chunk.text = row.copy(3);
    chunk.place = row.copy(4);
    chunk.page = number_at(row, 5);
    chunk.first_line = number_at(row, 6);
    chunk.last_line = number_at(row, 7);
    each(row.integer(0), chunk);
  }
}

std::int64_t count_chunks(db::Connection& connection, DocumentId document) {
  db::Statement row = connection.prepare("SELECT count(*) FROM document_chunks WHERE document_id = ?");
  row.bind(document).step();
  return row.integer(0);
}

}  // namespace hearth::store
