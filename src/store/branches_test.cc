#include "store/branches.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/labels.h"
#include "store/messages.h"
#include "store/network_rules.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class Branches : public StoreTest {
 protected:
  MessageId add(const std::string& text) {
    return store->write([&](Write& w) {
      return add_message(w, {.session = session, .run = {}, .message = user_message(text), .at = 1});
    });
  }
  // As add(), behind another message than the head.
  MessageId add_behind(std::optional<MessageId> parent, const std::string& text) {
    store->write([&](Write& w) { set_head(w, session, parent); });
    return add(text);
  }
  // The branch in use from its end, each message with its siblings where it has some.
  std::string shown(SessionId of, const Page& page = {}) {
    std::string text;
    store->read([&](auto& c) {
      return each_message(c, of, page, [&](const MessageRow& row) {
        text += row.text;
        if (row.siblings.find(',') != std::string_view::npos) text += fmt_siblings(row.siblings);
        text += ' ';
      });
    });
    return text;
  }
  std::string shown() { return shown(session); }
  static std::string fmt_siblings(std::string_view siblings) { return "(" + std::string(siblings) + ")"; }
  void show(MessageId message) {
    store->write([&](Write& w) { show_branch(w, session, message); });
  }

  SessionId session = store->write([](Write& w) { return add_session(w, "s", std::nullopt, 1); });
};

TEST_F(Branches, AnEditHangsBesideWhatWasThere) {
  MessageId a = add("a");
  MessageId b = add("b");
  add("c");
  EXPECT_EQ(shown(), "c b a ");
  MessageId edited = add_behind(a, "B");
  add("C");
  std::string pair = "(" + std::to_string(b.value) + "," + std::to_string(edited.value) + ") ";
  EXPECT_EQ(shown(), "C B" + pair + "a ");
  show(b);
  EXPECT_EQ(shown(), "c b" + pair + "a ");
  show(edited);
  EXPECT_EQ(shown(), "C B" + pair + "a ");
}

TEST_F(Branches, ANewBeginningIsARootBesideTheFirst) {
  MessageId first = add("a");
  add_behind(std::nullopt, "b");
  EXPECT_EQ(shown(), "b(1,2) ");
  show(first);
  EXPECT_EQ(shown(), "a(1,2) ");
}

TEST_F(Branches, RootsOfOtherSessionsAreNoSiblings) {
  SessionId other = store->write([](Write& w) { return add_session(w, "o", std::nullopt, 1); });
  store->write(
      [&](Write& w) { return add_message(w, {.session = other, .run = {}, .message = user_message("x"), .at = 1}); });
  add("a");
  add_behind(std::nullopt, "b");
  EXPECT_EQ(shown(), "b(2,3) ");
}

TEST_F(Branches, ShowingABranchGoesToItsNewestLeaf) {
  MessageId root = add("r");
  add("old");
  add_behind(root, "new");
  MessageId leaf = add("leaf");
  show(root);
  EXPECT_EQ(store->read([&](auto& c) { return get_session(c, session); }).head, leaf);
  store->write([&](Write& w) {
    set_head(w, session, root);
    show_whole_branch(w, session);
  });
  EXPECT_EQ(store->read([&](auto& c) { return get_session(c, session); }).head, leaf);
}

TEST_F(Branches, PagesFollowTheChain) {
  MessageId root = add("r");
  add("x");
  add_behind(root, "y");
  for (int i = 0; i < 5; ++i) add(std::to_string(i));
  std::vector<std::int64_t> ids;
  auto note = [&](const MessageRow& row) { ids.push_back(row.id.value); };
  Page page{.before = {}, .limit = 2};
  while (store->read([&](auto& c) { return each_message(c, session, page, note); }) == page.limit)
    page.before = ids.back();
  EXPECT_EQ(ids, (std::vector<std::int64_t>{8, 7, 6, 5, 4, 3, 1}));
  EXPECT_EQ(store->read([&](auto& c) { return conversation(c, session, 3); }).front().id, MessageId{6});
}

TEST_F(Branches, AForkTakesTheChainAndTheLabelsAlong) {
  MessageId a = add("a");
  MessageId b = add("b");
  add_behind(a, "other");
  store->write([&](Write& w) {
    add_session_labels(w, session, {.untrusted = true, .is_private = true});
    set_session_network_mode(w, session, NetworkMode::offline);
  });
  SessionId fork = store->write([&](Write& w) { return fork_session(w, session, b, 77); });
  EXPECT_EQ(shown(fork), "b a ");
  EXPECT_EQ(store->read([&](auto& c) { return session_labels(c, fork); }),
            (Labels{.untrusted = true, .is_private = true}));
  EXPECT_EQ(store->read([&](auto& c) { return session_network_mode(c, fork); }), NetworkMode::offline);
  Session made = store->read([&](auto& c) { return get_session(c, fork); });
  EXPECT_EQ(made.title, "s");
  EXPECT_EQ(made.created_at, 77);
  EXPECT_EQ(shown().substr(0, 5), "other");
}

TEST_F(Branches, NeedAMessageOfTheSession) {
  SessionId other = store->write([](Write& w) { return add_session(w, "o", std::nullopt, 1); });
  MessageId message = add("a");
  auto code = [&](SessionId to, MessageId id) {
    return error_of([&] { store->write([&](Write& w) { show_branch(w, to, id); }); }).code();
  };
  EXPECT_EQ(code(other, message), Code::invalid_argument);
  EXPECT_EQ(code({99}, message), Code::not_found);
  EXPECT_EQ(error_of([&] { store->write([&](Write& w) { fork_session(w, other, message, 1); }); }).code(),
            Code::invalid_argument);
}

TEST_F(Branches, ASessionGoesWithAllItsBranches) {
  MessageId a = add("a");
  add("b");
  add_behind(a, "c");
  store->write([&](Write& w) { remove_session(w, session); });
  EXPECT_FALSE(store->read([&](auto& c) { return find_session(c, session); }));
  EXPECT_EQ(shown(), "");
  EXPECT_EQ(error_of([&] { store->write([&](Write& w) { remove_session(w, session); }); }).code(), Code::not_found);
}

}  // namespace
}  // namespace hearth::store
