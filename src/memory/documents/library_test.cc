#include "memory/documents/library.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "memory/documents/library_fixture.h"
#include "store/documents.h"

namespace hearth::memory {

namespace {

class Library : public LibraryTest {
 protected:
  using State = ReadingProgress::State;

  std::vector<store::Document> documents(DocumentRootId id) {
    return store_->read([&](db::Connection& connection) { return store::documents_of_root(connection, id); });
  }
  store::Document document(DocumentRootId id, const std::string& name) {
    std::vector<store::Document> all = documents(id);
    auto found = std::ranges::find(all, workspace() + "/" + name, &store::Document::path);
    return found == all.end() ? store::Document{} : *found;
  }
  std::string text_of(DocumentRootId id, const std::string& name) {
    std::string text;
    store_->read([&](db::Connection& connection) {
      store::each_chunk(connection, document(id, name).id, -1, 100,
                        [&](std::int64_t, const store::DocumentChunk& chunk) { text += chunk.text; });
    });
    return text;
  }
  // Until the text of a document is this, as the watcher finds it.
  void await_text(DocumentRootId id, const std::string& name, const std::string& text) {
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    std::uint64_t seen = 0;
    while (text_of(id, name) != text && std::chrono::steady_clock::now() < deadline) {
      if (auto progress = library().wait(id, seen, std::chrono::milliseconds(500), {})) seen = progress->version;
    }
    EXPECT_EQ(text_of(id, name), text);
  }
};

TEST_F(Library, ReadsAFolderAndOneBadFileStopsNothing) {
  put("a.md", "# Kiln\n\nIt burns.");
  put("b.pdf", "%PDF-1.4 broken");
  put("c.png", "\x89PNG");
  put("d.txt", "plain");
  store::DocumentRoot root = library().add(workspace_here(), workspace(), false);
  ReadingProgress progress = settled(root.id);
  EXPECT_EQ(progress.state, State::done) << progress.problem;
  EXPECT_EQ(progress.result.read, 2);
  EXPECT_EQ(progress.result.failed, 1);
  EXPECT_EQ(progress.result.skipped, 1);
  EXPECT_EQ(progress.step.done, 4);
  EXPECT_EQ(progress.step.total, 4);
  EXPECT_EQ(text_of(root.id, "a.md"), "It burns.");
  EXPECT_NE(document(root.id, "b.pdf").problem.find("damaged"), std::string::npos);
  EXPECT_EQ(text_of(root.id, "d.txt"), "plain");
  EXPECT_EQ(library().progress({99}).state, State::idle);
}

TEST_F(Library, ReadsAgainOnlyWhatChanged) {
  put("a.txt", "one");
  put("b.txt", "two");
  store::DocumentRoot root = library().add(workspace_here(), workspace(), false);
  settled(root.id);
  DocumentId before = document(root.id, "a.txt").id;
  put("b.txt", "three!");
  std::filesystem::remove(workspace() + "/a.txt");
  put("c.txt", "new");
  library().refresh(root.id);
  ReadingProgress progress = settled(root.id);
  EXPECT_EQ(progress.result.read, 2);
  EXPECT_EQ(progress.result.removed, 1);
  EXPECT_EQ(text_of(root.id, "b.txt"), "three!");
  EXPECT_NE(before, document(root.id, "a.txt").id);
  library().refresh(root.id);
  progress = settled(root.id);
  EXPECT_EQ(progress.result.read, 0);
  EXPECT_EQ(progress.result.unchanged, 2);
}

TEST_F(Library, FollowsAWatchedFolder) {
  put("a.txt", "one");
  store::DocumentRoot root = library().add(workspace_here(), workspace(), true);
  settled(root.id);
  put("a.txt", "another");
  await_text(root.id, "a.txt", "another");
  std::filesystem::create_directories(workspace() + "/new/deep");
  put("new/deep/b.txt", "in a new folder");
  await_text(root.id, "new/deep/b.txt", "in a new folder");
  std::filesystem::remove(workspace() + "/a.txt");
  await_text(root.id, "a.txt", "");
  put("new/deep/b.txt", "changed there");
  await_text(root.id, "new/deep/b.txt", "changed there");
}

TEST_F(Library, GoesOnAtTheNextStart) {
  put("a.txt", "one");
  store::DocumentRoot root = store_->write([&](store::Write& write) {
    return store::add_document_root(write, {.id = {},
                                            .workspace = store::workspace_id(write, workspace(), 1),
                                            .path = workspace(),
                                            .watched = false,
                                            .added_at = 1});
  });
  settled(root.id);
  EXPECT_EQ(text_of(root.id, "a.txt"), "one");
}

TEST_F(Library, ARemovedRootLeavesNothing) {
  for (int i = 0; i < 20; ++i) put("f" + std::to_string(i) + ".txt", "text");
  store::DocumentRoot root = library().add(workspace_here(), workspace(), true);
  library().wait(root.id, library().progress(root.id).version, std::chrono::seconds(10), {});
  library().remove(root.id);
  EXPECT_TRUE(documents(root.id).empty());
  store::DocumentRoot again = library().add(workspace_here(), workspace(), false);
  EXPECT_EQ(settled(again.id).result.read, 20);
  EXPECT_TRUE(documents(root.id).size() == 20 || root.id != again.id);
}

TEST_F(Library, AFolderThatIsGoneForAWhileIsNotForgotten) {
  put("a.txt", "one");
  store::DocumentRoot root = library().add(workspace_here(), workspace(), false);
  settled(root.id);
  std::filesystem::rename(workspace(), workspace() + "-away");
  library().refresh(root.id);
  ReadingProgress progress = settled(root.id);
  EXPECT_EQ(progress.state, State::failed);
  EXPECT_NE(progress.problem.find("looking for documents"), std::string::npos) << progress.problem;
  EXPECT_EQ(documents(root.id).size(), 1u);
}

TEST_F(Library, RefusesWhatIsNotTheUsers) {
  WorkspaceId id = workspace_here();
  for (const std::string& path :
       {std::string("/"), std::string("/proc/self"), std::string(folder_ / "data"), std::string(folder_ / "")}) {
    try {
      library().add(id, path, false);
      ADD_FAILURE() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::denied) << error.what();
    }
  }
  EXPECT_THROW(library().add(id, "relative", false), Error);
  EXPECT_THROW(library().add(id, workspace() + "/missing", false), Error);
  EXPECT_THROW(library().remove({77}), Error);
}

}  // namespace

}  // namespace hearth::memory
