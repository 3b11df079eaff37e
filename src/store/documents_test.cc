#include "store/documents.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "store/document_roots.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {

namespace {

class Documents : public StoreTest {
 protected:
  DocumentRoot root_in(const char* workspace, const char* path) {
    return store->write([&](Write& write) {
      return add_document_root(
          write,
          {.id = {}, .workspace = workspace_id(write, workspace, 1), .path = path, .watched = false, .added_at = 2});
    });
  }
  Document put(const DocumentRoot& root, const std::string& path, const std::vector<DocumentChunk>& chunks,
               DocumentState state = DocumentState::ready) {
    Document document;
    document.root = root.id;
    document.path = path;
    document.title = "Title";
    document.format = "text";
    document.size = 10;
    document.hash = "abc";
    document.state = state;
    store->write([&](Write& write) { put_document(write, document, chunks); });
    std::vector<Document> all = store->read([&](db::Connection& c) { return documents_of_root(c, root.id); });
    return *std::ranges::find(all, path, &Document::path);
  }
  std::vector<std::string> texts_of(DocumentId id) {
    std::vector<std::string> texts;
    store->read([&](db::Connection& connection) {
      each_chunk(connection, id, -1, 100,
                 [&](std::int64_t, const DocumentChunk& chunk) { texts.push_back(chunk.text); });
    });
    return texts;
  }
  std::vector<std::string> listed(const DocumentFilter& filter) {
    std::vector<std::string> paths;
    store->read([&](db::Connection& connection) {
      each_document(connection, filter, {}, [&](const Document& document) { paths.push_back(document.path); });
    });
    return paths;
  }
  static DocumentChunk chunk(const char* text) {
    DocumentChunk made;
    made.text = text;
    made.place = "page 1";
    made.page = 1;
    return made;
  }
  std::int64_t changes() {
    return store->read([&](db::Connection& connection) {
      db::Statement row = connection.prepare("SELECT count(*) FROM search_changes WHERE kind = 'chunk'");
      row.step();
      return row.integer(0);
    });
  }
};

using Texts = std::vector<std::string>;

TEST_F(Documents, AreReplacedByPath) {
  DocumentRoot root = root_in("/w", "/w/docs");
  Document first = put(root, "/w/docs/a\xff.txt", {chunk("one"), chunk("two")});
  EXPECT_EQ(texts_of(first.id), (Texts{"one", "two"}));
  Document second = put(root, "/w/docs/a\xff.txt", {chunk("three")});
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(texts_of(first.id), Texts{"three"});
  EXPECT_EQ(changes(), 5);  // two came, two went, one came
}

TEST_F(Documents, StayInTheirWorkspace) {
  DocumentRoot one = root_in("/one", "/shared");
  DocumentRoot two = root_in("/two", "/shared");
  EXPECT_NE(one.id, two.id);
  Document document = put(one, "/shared/a.txt", {chunk("x")});
  put(two, "/shared/b.txt", {chunk("y")}, DocumentState::failed);
  EXPECT_EQ(listed({.workspace = one.workspace, .root = {}, .state = {}}), Texts{"/shared/a.txt"});
  EXPECT_EQ(listed({.workspace = two.workspace, .root = {}, .state = {}}), Texts{"/shared/b.txt"});
  EXPECT_EQ(listed({.workspace = one.workspace, .root = two.id, .state = {}}), Texts{});
  EXPECT_EQ(listed({.workspace = {}, .root = {}, .state = DocumentState::failed}), Texts{"/shared/b.txt"});
  EXPECT_EQ(store->read([&](db::Connection& c) { return workspace_of_document(c, document.id); }), one.workspace);
}

TEST_F(Documents, GoWithTheirRootAndTellTheIndex) {
  DocumentRoot root = root_in("/w", "/w/docs");
  Document document = put(root, "/w/docs/a.txt", {chunk("one")});
  store->write([&](Write& write) { remove_document_root(write, root.id); });
  EXPECT_EQ(texts_of(document.id), Texts{});
  EXPECT_EQ(changes(), 2);
  Error error = error_of([&] { store->write([&](Write& write) { remove_document_root(write, root.id); }); });
  EXPECT_EQ(error.code(), Code::not_found);
  error = error_of([&] { store->write([&](Write& write) { put_document(write, document, {}); }); });
  EXPECT_EQ(error.code(), Code::conflict);
}

TEST_F(Documents, AreCountedByState) {
  DocumentRoot root = root_in("/w", "/w/docs");
  put(root, "/w/docs/a", {});
  put(root, "/w/docs/b", {}, DocumentState::skipped);
  put(root, "/w/docs/c", {}, DocumentState::skipped);
  DocumentCounts counts = store->read([&](db::Connection& c) { return count_documents(c, root.id); });
  EXPECT_EQ(counts.ready, 1);
  EXPECT_EQ(counts.failed, 0);
  EXPECT_EQ(counts.skipped, 2);
}

TEST_F(Documents, ARootAddedAgainIsWatchedAsAsked) {
  DocumentRoot root = root_in("/w", "/w/docs");
  DocumentRoot again = root;
  again.watched = true;
  DocumentRoot found = store->write([&](Write& write) { return add_document_root(write, again); });
  EXPECT_EQ(found.id, root.id);
  EXPECT_TRUE(found.watched);
  store->write([&](Write& write) { watch_document_root(write, root.id, false); });
  EXPECT_FALSE(store->read([&](db::Connection& c) { return get_document_root(c, root.id); }).watched);
}

}  // namespace

}  // namespace hearth::store
