#include "store/message_index.h"

#include <gtest/gtest.h>

#include "store/messages.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class MessageIndex : public StoreTest {
 protected:
  MessageId add(const std::string& text) {
    Message message = user_message(text);
    return store->write(
        [&](Write& write) { return add_message(write, {.session = session, .run = {}, .message = message, .at = 1}); });
  }
  void remove(MessageId id) {
    store->write([&](Write& write) { write.connection().prepare("DELETE FROM messages WHERE id = ?").bind(id).run(); });
  }
  int found(std::string_view query) {
    int hits = 0;
    store->read([&](db::Connection& c) {
      search_messages(c, {.words = query, .limit = 100}, [&](const SearchHit&) { ++hits; });
    });
    return hits;
  }
  // Throws where the index and the messages that it should hold differ.
  void require_sound() {
    complete_message_index(*store);
    store->write([](Write& write) {
      write.connection().execute("INSERT INTO messages_fts(messages_fts, rank) VALUES ('integrity-check', 1)");
    });
  }
  SessionId session = store->write([](Write& w) { return add_session(w, "s", std::nullopt, 1); });
};

TEST_F(MessageIndex, ASearchTakesInWhatIsMissing) {
  add("celadon");
  EXPECT_EQ(found("celadon"), 0) << "one message is no batch";
  complete_message_index(*store);
  EXPECT_EQ(found("celadon"), 1);
  complete_message_index(*store);
  EXPECT_EQ(found("celadon"), 1) << "and only once";
}

TEST_F(MessageIndex, AFullBatchNeedsNoSearch) {
  constexpr int batch = 256;
  for (int i = 0; i < batch; ++i) add("porcelain");
  EXPECT_EQ(found("porcelain"), 100);
  add("porcelain slip");
  EXPECT_EQ(found("slip"), 0);
  require_sound();
}

TEST_F(MessageIndex, ADeletedMessageMayGiveItsNumberToAnother) {
  add("first");
  complete_message_index(*store);
  MessageId last = add("second");
  remove(last);
  complete_message_index(*store);
  EXPECT_EQ(add("third"), last);
  require_sound();
  EXPECT_EQ(found("third"), 1);
  EXPECT_EQ(found("second"), 0);
  remove(last);
  EXPECT_EQ(add("fourth"), last);
  require_sound();
  EXPECT_EQ(found("third"), 0);
  EXPECT_EQ(found("fourth"), 1);
}

}  // namespace
}  // namespace hearth::store
