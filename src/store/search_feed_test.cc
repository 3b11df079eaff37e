#include "store/search_feed.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/messages.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

struct Seen {
  std::int64_t id;
  std::string text, previous, next;
};

class SearchFeed : public StoreTest {
 protected:
  MessageId add(const Message& message) {
    return store->write(
        [&](Write& write) { return add_message(write, {.session = session, .run = {}, .message = message, .at = 1}); });
  }
  MessageId add(const std::string& text) { return add(user_message(text)); }
  std::vector<Seen> feed(std::int64_t after = 0) {
    std::vector<Seen> seen;
    store->read([&](db::Connection& connection) {
      each_feed_message(connection, {after}, 100, [&](const FeedMessage& message) {
        seen.push_back({message.id.value, std::string(message.text), message.previous, message.next});
      });
    });
    return seen;
  }
  std::vector<SearchChange> changes() {
    return store->read([](db::Connection& connection) { return search_changes(connection, 0, 100); });
  }
  SessionId session = store->write([](Write& w) { return add_session(w, "s", std::nullopt, 1); });
};

TEST_F(SearchFeed, AMessageComesWithItsNeighbours) {
  add("one");
  MessageId two = add("two");
  add("three");
  auto seen = feed();
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[1].id, two.value);
  EXPECT_EQ(seen[1].previous, "one");
  EXPECT_EQ(seen[1].next, "three");
  EXPECT_EQ(seen[0].previous, "");
  EXPECT_EQ(seen[2].next, "");
  EXPECT_EQ(feed(two.value).size(), 1U);
}

TEST_F(SearchFeed, WhatToolsSayStandsBetweenNeighboursUnseen) {
  add("what is in it?");
  Message result = user_message("three hundred lines");
  result.role = Role::tool;
  add(result);
  add("a poem");
  auto seen = feed();
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].next, "a poem");
  EXPECT_EQ(seen[1].previous, "what is in it?");
}

TEST_F(SearchFeed, NeighboursAreCutBetweenCharacters) {
  std::string kana;
  for (int i = 0; i < 300; ++i) kana += "\u3042";
  add(kana);
  add("end");
  std::string previous = feed().at(1).previous;
  EXPECT_LE(previous.size(), 400U);
  EXPECT_EQ(previous.size() % 3, 0U);
}

TEST_F(SearchFeed, DeletionsAndNewTitlesAreListed) {
  MessageId gone = add("gone");
  store->write([&](Write& write) { write.connection().prepare("DELETE FROM messages WHERE id = ?").bind(gone).run(); });
  store->write([&](Write& write) { change_session(write, session, {.title = "other", .pinned = {}}); });
  store->write([&](Write& write) { change_session(write, session, {.title = "other", .pinned = {}}); });
  auto listed = changes();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].kind, "message");
  EXPECT_EQ(listed[0].record, gone.value);
  EXPECT_EQ(listed[1].kind, "session");
  store->write([&](Write& write) { forget_search_changes(write, listed[1].number); });
  EXPECT_TRUE(changes().empty());
  store->write([&](Write& write) { change_session(write, session, {.title = "third", .pinned = {}}); });
  EXPECT_GT(changes().at(0).number, listed[1].number) << "numbers are not given again";
}

TEST_F(SearchFeed, WhoeverWaitsHearsOfEachCommit) {
  int heard = 0;
  store->when_committed([&] { ++heard; });
  add("one");
  EXPECT_EQ(heard, 1);
  store->when_committed({});
  add("two");
  EXPECT_EQ(heard, 1);
}

}  // namespace
}  // namespace hearth::store
