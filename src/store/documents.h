// What was read of each file below a root, and the chunks that it was cut into.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

enum class DocumentState {
  ready,
  failed,   // it is a document, and could not be read
  skipped,  // it holds no text
};
std::string_view to_string(DocumentState state);
DocumentState document_state_from(std::string_view name);  // throws Error(invalid_argument)

struct Document {
  DocumentId id;
  DocumentRootId root;
  std::string path;  // absolute
  std::string title;
  std::string format;  // empty: not known
  std::int64_t size = 0;
  UnixMillis modified_at = 0;
  std::string hash;  // SHA-256 of its bytes; empty: they were not read
  DocumentState state = DocumentState::ready;
  std::string problem;
  UnixMillis read_at = 0;
};

struct DocumentChunk {
  DocumentChunkId id;
  std::string heading;
  std::string text;
  std::string place;
  std::optional<std::int64_t> page;
  std::optional<std::int64_t> first_line;
  std::optional<std::int64_t> last_line;
};

// Puts the document and its chunks in the place of what was there of the same path.
void put_document(Write& write, const Document& document, const std::vector<DocumentChunk>& chunks);
// The bytes are as they were; the file's time or size in the directory is not.
void confirm_document(Write& write, const Document& document);
void remove_document(Write& write, DocumentId id);  // one that is not there is no error

// Everything that is known of a root's files, by path; the paths come in byte order.
std::vector<Document> documents_of_root(db::Connection& connection, DocumentRootId root);

struct DocumentFilter {
  std::optional<WorkspaceId> workspace;
  std::optional<DocumentRootId> root;
  std::optional<DocumentState> state;
};
// Newest first.
void each_document(db::Connection& connection, const DocumentFilter& filter, const Page& page,
                   const std::function<void(const Document&)>& each);
Document get_document(db::Connection& connection, DocumentId id);  // throws Error(not_found)
// The workspace that a document belongs to.
WorkspaceId workspace_of_document(db::Connection& connection, DocumentId id);  // throws Error(not_found)
// In order, from the one after `after` (a sequence, -1: from the first) on.
void each_chunk(db::Connection& connection, DocumentId document, std::int64_t after, std::int64_t limit,
                const std::function<void(std::int64_t sequence, const DocumentChunk&)>& each);
std::int64_t count_chunks(db::Connection& connection, DocumentId document);

}  // namespace hearth::store
