#include "store/messages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/message_index.h"
#include "store/sessions.h"
#include "store/snippet.h"
#include "store/stored_path.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class Messages : public StoreTest {
 protected:
  MessageId add(const Message& message, UnixMillis at = 1) {
    return store->write(
        [&](Write& w) { return add_message(w, {.session = session, .run = {}, .message = message, .at = at}); });
  }
  MessageId add(const std::string& text) { return add(user_message(text)); }
  std::vector<std::string> search(std::string_view query, std::int64_t limit = 10, std::int64_t offset = 0) {
    std::vector<std::string> snippets;
    complete_message_index(*store);
    store->read([&](auto& c) {
      search_messages(c, {.words = query, .limit = limit, .offset = offset},
                      [&](const SearchHit& hit) { snippets.emplace_back(hit.snippet); });
    });
    return snippets;
  }
  SessionId session = store->write([](Write& w) { return add_session(w, "s", std::nullopt, 1); });
};

TEST_F(Messages, AreListedNewestFirstInPages) {
  std::vector<MessageId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(add("m" + std::to_string(i)));
  std::string seen;
  auto note = [&](const MessageRow& row) { seen += std::string(row.text) + " "; };
  EXPECT_EQ(store->read([&](auto& c) { return each_message(c, session, {.before = {}, .limit = 3}, note); }), 3);
  EXPECT_EQ(store->read([&](auto& c) { return each_message(c, session, {.before = ids[2].value, .limit = 3}, note); }),
            2);
  EXPECT_EQ(seen, "m4 m3 m2 m1 m0 ");
}

TEST_F(Messages, ComeBackAsTheyWere) {
  Message message;
  message.role = Role::assistant;
  message.blocks = {Block::make_text("one"), Block::make_tool_use("c1", "fs_read", R"({"path":"a"})")};
  message.origin = {"reflex", "reflex"};
  message.stop = Stop::tool_use;
  message.stop_detail = "why";
  message.usage = {1, 2, 3, 4, true};
  add(user_message("hello"));
  add(message);
  add(Message{});
  std::vector<StoredMessage> back = store->read([&](auto& c) { return conversation(c, session, 10); });
  ASSERT_EQ(back.size(), 3u);
  EXPECT_EQ(plain_text(back[0].message), "hello");
  ASSERT_EQ(back[1].message.blocks.size(), 2u);
  EXPECT_EQ(back[1].message.blocks[1].arguments, json({{"path", "a"}}));
  EXPECT_EQ(back[1].message.stop, Stop::tool_use);
  EXPECT_EQ(back[1].message.stop_detail, "why");
  EXPECT_EQ(back[1].message.usage.output_reasoning, 4);
  EXPECT_EQ(back[1].message.origin.model, "reflex");
  EXPECT_TRUE(back[2].message.blocks.empty());
}

TEST_F(Messages, AConversationIsTheNewestInOrderAcrossPages) {
  for (int i = 0; i < 700; ++i) add(std::to_string(i));
  std::vector<StoredMessage> back = store->read([&](auto& c) { return conversation(c, session, 600); });
  ASSERT_EQ(back.size(), 600u);
  EXPECT_EQ(plain_text(back.front().message), "100");
  EXPECT_EQ(plain_text(back.back().message), "699");
}

TEST_F(Messages, FollowOneAnother) {
  MessageId first = add("1"), second = add("2");
  std::vector<std::optional<MessageId>> parents;
  store->read([&](auto& c) {
    return each_message(c, session, {}, [&](const MessageRow& row) { parents.push_back(row.parent); });
  });
  EXPECT_EQ(parents, (std::vector<std::optional<MessageId>>{first, std::nullopt}));
  EXPECT_EQ(store->read([&](auto& c) { return get_session(c, session); }).head, second);
}

TEST_F(Messages, NeedASession) {
  Message message = user_message("x");
  Error error = error_of([&] {
    store->write([&](Write& w) { add_message(w, {.session = {99}, .run = {}, .message = message, .at = 1}); });
  });
  EXPECT_EQ(error.code(), Code::not_found);
}

TEST_F(Messages, MoveTheirSessionToTheFront) {
  add(user_message("x"), 500);
  add(user_message("x"), 400);
  EXPECT_EQ(store->read([&](auto& c) { return get_session(c, session); }).updated_at, 500);
}

TEST_F(Messages, AreFoundByAllTheirWords) {
  add("The quick brown fox");
  add("a quick fish, a fish");
  add("nothing here");
  EXPECT_EQ(search("quick").size(), 2u);
  EXPECT_EQ(search("QUICK fox"), std::vector<std::string>{"The \u2068quick\u2069 brown \u2068fox\u2069"});
  EXPECT_EQ(search("fox fish").size(), 0u);
  EXPECT_EQ(search("quick", 1).size(), 1u);
  EXPECT_EQ(search("quick", 10, 1).size(), 1u);
}

// Some 400 texts of uneven length: relevance() must rank them as FTS5's own bm25() does.
TEST_F(Messages, AreRankedAsTheIndexItselfRanks) {
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (int word = 0; word <= i * 7 % 23; ++word) text += (i + word * word) % 5 == 0 ? "clay " : "word ";
    add(text + (i % 3 == 0 ? "glaze" : ""));
  }
  complete_message_index(*store);
  for (const char* query : {"clay", "glaze", "clay glaze"}) {
    for (std::int64_t offset : {0, 15}) {
      std::vector<double> ours, theirs;
      store->read([&](db::Connection& c) {
        search_messages(c, {.words = query, .limit = 20, .offset = offset},
                        [&](const SearchHit& hit) { ours.push_back(hit.score); });
        db::Statement row = c.prepare(
            "SELECT -bm25(messages_fts) AS score FROM messages_fts WHERE messages_fts MATCH ? "
            "ORDER BY score DESC LIMIT 20 OFFSET ?");
        row.bind(query, offset);
        while (row.step()) theirs.push_back(row.real(0));
      });
      ASSERT_EQ(ours.size(), theirs.size()) << query;
      for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_NEAR(ours[i], theirs[i], 1e-9) << query << " " << i;
    }
  }
}

class FilteredMessages : public Messages {
 protected:
  MessageId say(SessionId where, Role role, const std::string& text, UnixMillis at) {
    Message message = user_message(text);
    message.role = role;
    return store->write(
        [&](Write& w) { return add_message(w, {.session = where, .run = {}, .message = message, .at = at}); });
  }
  // The ids of those found, best first.
  std::vector<std::int64_t> found(MessageQuery query) {
    std::vector<std::int64_t> ids;
    complete_message_index(*store);
    store->read(
        [&](auto& c) { search_messages(c, query, [&](const SearchHit& hit) { ids.push_back(hit.id.value); }); });
    return ids;
  }
  WorkspaceId workspace = store->write([](Write& w) { return workspace_id(w, "/work", 1); });
  SessionId other = store->write([&](Write& w) { return add_session(w, "o", workspace, 1); });
};

TEST_F(FilteredMessages, AreOfARoleATimeASessionOrAWorkspace) {
  using Ids = std::vector<std::int64_t>;
  say(session, Role::user, "clay", 10);
  say(session, Role::assistant, "clay and sand", 20);
  say(other, Role::tool, "clay and sand and silt", 30);
  say(other, Role::user, "sand", 40);
  EXPECT_EQ(found({.words = "clay"}), (Ids{1, 2, 3}));
  EXPECT_EQ(found({.words = "clay", .role = Role::assistant}), Ids{2});
  EXPECT_EQ(found({.words = "clay", .since = 20}), (Ids{2, 3}));
  EXPECT_EQ(found({.words = "clay", .until = 20}), Ids{1});
  EXPECT_EQ(found({.words = "clay", .since = 20, .until = 30}), Ids{2});
  EXPECT_EQ(found({.words = "clay", .session = session}), (Ids{1, 2}));
  EXPECT_EQ(found({.words = "clay", .workspace = workspace}), Ids{3});
  EXPECT_EQ(found({.words = "clay", .role = Role::system}), Ids{});
}

// The best of those that pass, by their own scores, however many better ones do not pass; page by page.
TEST_F(FilteredMessages, AreRankedAmongThemselves) {
  std::vector<std::int64_t> expected;
  for (int i = 0; i < 60; ++i) {
    say(session, Role::tool, "clay clay clay clay", 1);
    std::string text = "clay";
    for (int word = 0; word < i; ++word) text += " word";
    expected.push_back(say(session, Role::user, text, 1).value);
  }
  std::vector<std::int64_t> ids;
  MessageQuery query{.words = "clay", .role = Role::user, .limit = 7};
  for (; query.offset < 63; query.offset += query.limit) {
    std::vector<std::int64_t> page = found(query);
    ids.insert(ids.end(), page.begin(), page.end());
  }
  EXPECT_EQ(ids, expected);
}

TEST_F(FilteredMessages, AreNotLookedForOutsideOfTheIndex) {
  complete_message_index(*store);
  store->read([&](db::Connection& c) {
    search_messages(c, {.words = "clay"}, [](const SearchHit&) {});
    search_messages(c, {.words = "clay", .role = Role::user, .since = 1}, [](const SearchHit&) {});
    std::string used;
    for (const PlanStep& step : query_plans(c)) {
      if (step.sql.find("MATCH") == std::string::npos) continue;
      bool by_words = step.detail.starts_with("SCAN messages_fts VIRTUAL TABLE INDEX");
      bool ranked = step.detail == "SCAN h";
      EXPECT_FALSE(step.reads_all() && !by_words && !ranked) << step.detail;
      used += step.detail + "\n";
    }
    EXPECT_NE(used.find("SEARCH r USING INTEGER PRIMARY KEY"), std::string::npos) << used;
    EXPECT_NE(used.find("SEARCH s USING INTEGER PRIMARY KEY"), std::string::npos) << used;
  });
}

TEST_F(Messages, AreRankedBestFirst) {
  add("fish and many other words that say nothing about it at all, really not");
  add("fish fish fish");
  std::vector<double> scores;
  complete_message_index(*store);
  store->read([&](auto& c) {
    search_messages(c, {.words = "fish"}, [&](const SearchHit& hit) { scores.push_back(hit.score); });
  });
  ASSERT_EQ(scores.size(), 2u);
  EXPECT_GT(scores[0], scores[1]);
  EXPECT_EQ(search("fish")[0], "\u2068fish\u2069 \u2068fish\u2069 \u2068fish\u2069");
}

TEST_F(Messages, ASearchWithoutWordsIsRefusedAndOperatorsAreWords) {
  add("AND \"or\" NEAR(x) col:umn foo-bar * ^caf\u00e9");
  for (const char* query : {"", "  ", "\"*^()", "--"}) {
    EXPECT_EQ(error_of([&] { search(query); }).code(), Code::invalid_argument) << query;
  }
  EXPECT_THROW(search("x", 0), Error);
  EXPECT_THROW(search(std::string(1001, 'x')), Error);
  for (const char* query : {"AND", "\"or\"", "NEAR(x)", "col:umn", "foo-bar", "OR AND NEAR", "x* *", "a\"\"b"}) {
    EXPECT_NO_THROW(search(query)) << query;
  }
  EXPECT_EQ(search("NEAR(x)").size(), 1u);
  EXPECT_EQ(search("cafe")[0].find("\u2068caf\u00e9\u2069") != std::string::npos, true) << "accents are folded";
}

TEST(Snippet, IsAPartAroundTheFirstMatch) {
  std::string text = std::string(300, 'a') + " many words before the needle " + std::string(300, 'b');
  std::string snippet = make_snippet(text, {"needle"});
  EXPECT_EQ(snippet.rfind("…many words before the \u2068needle\u2069 bbb", 0), 0u) << snippet;
  EXPECT_TRUE(snippet.ends_with("b…"));
  EXPECT_LT(snippet.size(), 300u);
  EXPECT_EQ(make_snippet("no such thing", {"needle"}), "");
  EXPECT_EQ(make_snippet("a foo-bar b", {"foo-bar"}), "a \u2068foo\u2069-\u2068bar\u2069 b");
  EXPECT_EQ(make_snippet("\u00e9\u00e9 x", {"x"}), "\u00e9\u00e9 \u2068x\u2069");
}

TEST(StoredPath, KeepsEveryByte) {
  for (const char* path : {"", "a/b.txt", "\xff", "a\\b", "a\\xff", "\\x", "\\\xff", "caf\u00e9\xc3", "\\\\x41"}) {
    EXPECT_EQ(path_from_stored(stored_path(path)), path);
  }
  EXPECT_EQ(stored_path("a\xff"), "a\\xff");
  EXPECT_NE(stored_path("a\\xff"), stored_path("a\xff"));
  EXPECT_EQ(stored_path("plain\\path"), "plain\\path");
}

}  // namespace
}  // namespace hearth::store
