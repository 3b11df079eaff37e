#include "memory/retrieval/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "base/stop.h"
#include "memory/memory_fixture.h"
#include "memory/retrieval/docs_search_tool.h"
#include "memory/retrieval/search_tool.h"
#include "store/document_roots.h"
#include "store/documents.h"

namespace hearth::memory {
namespace {

// A meaning per known word, so that "teeth" and "dentist" are near each other.
class ByTopic : public Embedder {
 public:
  std::string_view name() const override { return "topics"; }
  std::size_t dimensions() const override { return 4; }
  std::vector<float> embed(std::span<const std::string_view> texts, EmbedAs, std::stop_token stop) const override {
    throw_if_stopped(stop);
    std::vector<float> vectors;
    for (std::string_view text : texts) {
      std::size_t topic = 4;
      if (text.find("teeth") != text.npos || text.find("dentist") != text.npos) topic = 0;
      if (text.find("parser") != text.npos) topic = 1;
      for (std::size_t i = 0; i < 4; ++i) vectors.push_back(i == topic ? 1.0F : 0.0F);
    }
    return vectors;
  }
};

class SearchingMemory : public MemoryTest {
 protected:
  SearchingMemory() { open(); }
  ~SearchingMemory() override { memory.reset(); }
  void open() {
    memory.emplace(*store, Memory::Options{.directory = folder_ + "/index",
                                           .open_embedder = [] { return std::make_shared<ByTopic>(); },
                                           .patience = std::chrono::milliseconds(1)});
  }
  std::vector<std::string> texts(const SearchRequest& request) {
    std::vector<std::string> found;
    for (const Hit& hit : memory->search(request, {}).hits) found.push_back(hit.text);
    return found;
  }
  std::vector<std::string> ask(const std::string& question) {
    return texts({.text = question, .project = here, .now = now});
  }
  std::optional<Memory> memory;
};

using Texts = std::vector<std::string>;

TEST_F(SearchingMemory, WhatWasSaidIsFoundAtOnce) {
  say(session, "we write the parser by hand");
  EXPECT_EQ(ask("parser"), Texts{"we write the parser by hand"});
  say(session, "the lexer comes first");
  EXPECT_EQ(ask("lexer").front(), "the lexer comes first");
}

TEST_F(SearchingMemory, WhoAsksBeforeTheIndexIsOpenWaitsForIt) {
  memory.reset();
  std::promise<void> begun, may_open;
  IndexFeed feed(*store, {.directory = folder_ + "/index", .open_embedder = [&] {
                            begun.set_value();
                            may_open.get_future().wait();
                            return std::shared_ptr<const Embedder>();
                          }});
  std::promise<const search::Index*> found;
  std::jthread asking([&] { found.set_value(feed.up_to_date(std::chrono::milliseconds(0), {}).index); });
  begun.get_future().wait();
  may_open.set_value();
  EXPECT_NE(found.get_future().get(), nullptr);
}

TEST_F(SearchingMemory, FindsByMeaning) {
  say(session, "my dentist is called Ruth");
  EXPECT_EQ(ask("teeth"), Texts{"my dentist is called Ruth"});
}

TEST_F(SearchingMemory, NothingOfAnotherProjectIsFound) {
  say(other, "their parser is slow");
  say(session, "our parser is quick");
  Observation theirs = of_project("the parser of the other project", there);
  theirs.confirmed_by = ConfirmedBy::user;
  add(theirs);
  EXPECT_EQ(ask("parser"), Texts{"our parser is quick"});
  EXPECT_EQ(texts({.text = "parser", .everything = true, .now = now}).size(), 3U);
}

TEST_F(SearchingMemory, PassagesOfDocumentsCarryTheirPlace) {
  store::DocumentRoot root;
  root.workspace = here;
  root.path = "/here/docs";
  root = store->write([&](store::Write& write) { return store::add_document_root(write, root); });
  auto add_document = [&](const std::string& path, const std::string& text) {
    store::Document document;
    document.root = root.id;
    document.path = path;
    document.title = "A title";
    document.format = "pdf";
    store::DocumentChunk chunk;
    chunk.text = text;
    chunk.place = "page 3";
    chunk.page = 3;
    store->write([&](store::Write& write) { store::put_document(write, document, {chunk}); });
  };
  add_document("/here/docs/lease.pdf", "The lease ends in June.");
  add_document("/here/docs/old/lease.pdf", "The lease ended in May.");
  say(session, "when does the lease end?");
  auto tool = make_docs_search(*memory, {here, session}, "/here");
  ToolResult all = tool->call("c", {{"query", "when does the lease end?"}}, {});
  EXPECT_EQ(all.structured["results"].size(), 2U);
  EXPECT_TRUE(all.labels.untrusted);
  ToolResult old = tool->call("c", {{"query", "when does the lease end?"}, {"path", "docs/old"}}, {});
  ASSERT_EQ(old.structured["results"].size(), 1U);
  EXPECT_EQ(old.text, "[docs/old/lease.pdf, page 3]\nThe lease ended in May.\n\n");
  EXPECT_EQ(old.structured["results"][0]["page"], 3);
  ToolResult none = tool->call("c", {{"query", "volcano"}}, {});
  EXPECT_NE(none.text.find("hearth docs add"), std::string::npos);
}

TEST_F(SearchingMemory, OnlyTheSessionItselfKnowsWhatIsItsOwn) {
  Observation own;
  own.scope = ObservationScope::session;
  own.session = session;
  own.text = "the parser is for tonight";
  own.confirmed_by = ConfirmedBy::user;
  own.valid_from = 5;
  add(own);
  EXPECT_EQ(ask("parser"), Texts{});
  EXPECT_EQ(texts({.text = "parser", .project = here, .asking = session, .now = now}), Texts{own.text});
}

TEST_F(SearchingMemory, SuggestionsAreFoundOnlyWhenAskedFor) {
  Observation suggested = of_project("the parser is to be in C++", here);
  add(suggested);
  EXPECT_EQ(ask("parser"), Texts{});
  EXPECT_EQ(texts({.text = "parser", .project = here, .kinds = bit(Kind::suggestion), .now = now}),
            Texts{suggested.text});
}

TEST_F(SearchingMemory, WhatWasForgottenIsGoneFromTheFilesToo) {
  Observation secret = of_project("the zanzibarine parser", here);
  secret.confirmed_by = ConfirmedBy::user;
  ObservationId id = add(secret);
  EXPECT_EQ(ask("zanzibarine").size(), 1U);
  store->write([&](store::Write& write) {
    store::forget_observation(write, store::Audience::everything(), id, store::Forget::this_one);
  });
  EXPECT_EQ(ask("zanzibarine"), Texts{});
}

TEST_F(SearchingMemory, ASessionThatIsDeletedIsForgotten) {
  say(session, "the parser is slow");
  EXPECT_EQ(ask("parser").size(), 1U);
  store->write([&](store::Write& write) { store::remove_session(write, session); });
  EXPECT_EQ(ask("parser"), Texts{});
}

TEST_F(SearchingMemory, ANewTitleIsFound) {
  say(session, "nothing of note");
  EXPECT_EQ(ask("zeppelin"), Texts{});
  store->write(
      [&](store::Write& write) { store::change_session(write, session, {.title = "zeppelin", .pinned = {}}); });
  EXPECT_EQ(ask("zeppelin"), Texts{"nothing of note"});
}

TEST_F(SearchingMemory, ANewStartGoesOnWhereTheIndexEnds) {
  say(session, "the parser is slow");
  EXPECT_EQ(ask("parser").size(), 1U);
  memory.reset();
  say(session, "the parser is quick now");
  open();
  EXPECT_EQ(ask("parser").size(), 2U);
}

TEST_F(SearchingMemory, ADamagedIndexIsMadeAnew) {
  say(session, "the parser is slow");
  EXPECT_EQ(ask("parser").size(), 1U);
  memory.reset();
  for (const auto& file : std::filesystem::directory_iterator(folder_ + "/index")) {
    if (file.is_regular_file()) std::filesystem::resize_file(file.path(), file.file_size() / 2);
  }
  open();
  EXPECT_EQ(ask("parser").size(), 1U);
}

TEST_F(SearchingMemory, AnAnswerIsFoundByItsQuestion) {
  say(session, "What shall we call the heron?");
  say(session, "Augustus, I think.");
  Texts found = ask("heron");
  EXPECT_NE(std::find(found.begin(), found.end(), "Augustus, I think."), found.end());
}

TEST_F(SearchingMemory, RefusesWhatNobodyCanAnswer) {
  EXPECT_THROW(memory->search({.text = " ?! "}, {}), Error);
  EXPECT_THROW(memory->search({.text = std::string(3000, 'a')}, {}), Error);
  EXPECT_THROW(memory->search({.text = "a", .limit = 101}, {}), Error);
}

TEST_F(SearchingMemory, StopsWhenItIsToldTo) {
  std::stop_source source;
  source.request_stop();
  say(session, "the parser is slow");
  EXPECT_THROW(memory->search({.text = "parser", .project = here, .now = now}, source.get_token()), Cancelled);
}

TEST_F(SearchingMemory, ManyAskWhileMuchIsSaid) {
  std::jthread writer([&] {
    for (int i = 0; i < 200; ++i) say(session, "the parser, part " + std::to_string(i));
  });
  std::vector<std::jthread> readers;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) memory->search({.text = "parser part", .project = here, .now = now}, {});
    });
  }
  writer.join();
  readers.clear();
  EXPECT_EQ(texts({.text = "parser part 199", .project = here, .limit = 100, .now = now}).front(),
            "the parser, part 199");
}

TEST_F(SearchingMemory, TheToolLeavesOutTheRunningTask) {
  say(session, "we write the parser by hand");
  auto tool = make_memory_search(*memory, {.workspace = here, .session = session, .task_began = 4});
  ToolResult none = tool->call("1", {{"query", "parser"}}, {});
  EXPECT_EQ(none.text, "Nothing in memory answers to that.");
  auto later = make_memory_search(*memory, {.workspace = here, .session = session, .task_began = 5});
  ToolResult found = later->call("1", {{"query", "parser"}}, {});
  EXPECT_NE(found.text.find("by hand"), std::string::npos);
  EXPECT_EQ(found.structured["results"].size(), 1U);
  EXPECT_TRUE(found.labels.is_private);
}

}  // namespace
}  // namespace hearth::memory
