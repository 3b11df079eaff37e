// For tests only: a store, a sandbox and hearth-extract where whoever runs the tests may run it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "memory/documents/library.h"
#include "sandbox/boxed_test.h"
#include "store/sessions.h"

namespace hearth::memory {

class LibraryTest : public sandbox::BoxedTest {
 protected:
  void SetUp() override {
    BoxedTest::SetUp();
    const char* moved = ::getenv("HEARTH_EXTRACT_PROGRAM");
    std::filesystem::copy_file(moved != nullptr ? moved : HEARTH_EXTRACT_PROGRAM, extract_program());
    store_ = std::make_unique<store::Store>(
        store::StoreOptions{.directory = folder_ / "data", .durability = store::Durability::normal});
    // Two threads use it from now on.
    sandbox();
  }
  void TearDown() override { library_.reset(); }

  std::string extract_program() { return folder_ / "hearth-extract"; }
  WorkspaceId workspace_here() {
    return store_->write([&](store::Write& write) { return store::workspace_id(write, workspace(), 1); });
  }
  DocumentLibrary& library() {
    if (!library_) {
      library_ = std::make_unique<DocumentLibrary>(
          *store_, sandbox(),
          LibraryOptions{.extract_program = extract_program(), .forbidden = {folder_ / "data"}, .fallback = {}});
    }
    return *library_;
  }
  // Until what waits for it has been read.
  ReadingProgress settled(DocumentRootId id) {
    ReadingProgress progress = library().progress(id);
    while (progress.state == ReadingProgress::State::waiting || progress.state == ReadingProgress::State::reading) {
      if (auto next = library().wait(id, progress.version, std::chrono::seconds(60), {})) progress = *next;
    }
    return progress;
  }

  std::unique_ptr<store::Store> store_;
  std::unique_ptr<DocumentLibrary> library_;
};

}  // namespace hearth::memory
