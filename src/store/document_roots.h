// Files and folders that the user gave to be read and found. Each belongs to a workspace, and so does all that comes of
// it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/store.h"

namespace hearth::store {

struct DocumentRoot {
  DocumentRootId id;
  WorkspaceId workspace;
  std::string path;  // absolute and canonical: a file or a folder
  bool watched = false;
  UnixMillis added_at = 0;
};

// How many documents of a root came to what.
struct DocumentCounts {
  std::int64_t ready = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
};

// One that is there already stays, and is watched from now on as asked.
DocumentRoot add_document_root(Write& write, const DocumentRoot& root);
std::optional<DocumentRoot> find_document_root(db::Connection& connection, DocumentRootId id);
DocumentRoot get_document_root(db::Connection& connection, DocumentRootId id);  // throws Error(not_found)
// Of one workspace, or of all; oldest first.
std::vector<DocumentRoot> document_roots(db::Connection& connection, std::optional<WorkspaceId> workspace);
DocumentCounts count_documents(db::Connection& connection, DocumentRootId root);
void watch_document_root(Write& write, DocumentRootId id, bool watched);  // throws Error(not_found)
// With its documents and their chunks. Throws Error(not_found).
void remove_document_root(Write& write, DocumentRootId id);

}  // namespace hearth::store
