#include "store/attachments.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "store/blobs.h"
#include "store/labels.h"
#include "store/messages.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class Attachments : public StoreTest {
 protected:
  Attachment add(SessionId to, std::string_view bytes) {
    Attachment attachment;
    attachment.session = to;
    attachment.name = "a.txt";
    attachment.media_type = "text/plain";
    return store->write([&](Write& w) { return add_attachment(w, store->directory(), attachment, bytes); });
  }
  SessionId add_session_here() {
    return store->write([](Write& w) { return add_session(w, "s", std::nullopt, 1); });
  }
  bool is_kept(const std::string& hash) { return std::filesystem::exists(store->directory() + "/blobs/" + hash); }
  void remove(SessionId id) {
    std::vector<std::string> hashes = store->read([&](auto& c) { return attachment_hashes(c, id); });
    store->write([&](Write& w) { remove_session(w, id); });
    store->write([&](Write& w) { remove_unused_blobs(w, store->directory(), hashes); });
  }
  SessionId session = add_session_here();
};

TEST_F(Attachments, AreKeptWithTheirBytes) {
  Attachment made = add(session, "hello");
  Attachment found = store->read([&](auto& c) { return get_attachment(c, made.id); });
  EXPECT_EQ(found.name, "a.txt");
  EXPECT_EQ(found.size, 5);
  EXPECT_FALSE(found.is_image());
  EXPECT_EQ(read_blob(store->directory(), found.hash), "hello");
  EXPECT_EQ(error_of([&] { store->read([](auto& c) { return get_attachment(c, {99}); }); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { add({99}, "x"); }).code(), Code::not_found);
}

TEST_F(Attachments, GoWithTheirSessionUnlessAnotherHasTheSameBytes) {
  SessionId other = add_session_here();
  std::string own = add(session, "own").hash, shared = add(session, "shared").hash;
  add(other, "shared");
  remove(session);
  EXPECT_FALSE(is_kept(own));
  EXPECT_TRUE(is_kept(shared));
  remove(other);
  EXPECT_FALSE(is_kept(shared));
}

TEST_F(Attachments, MakeAMessageOfTheUserUntrusted) {
  auto is_untrusted = [&](const Message& message) {
    return store->write([&](Write& w) {
      MessageId id = add_message(w, {.session = session, .run = {}, .message = message, .at = 1});
      db::Statement row = w.connection().prepare("SELECT untrusted FROM messages WHERE id = ?");
      row.bind(id);
      row.step();
      return row.integer(0) != 0;
    });
  };
  store->write([&](Write& w) { add_session_labels(w, session, {.untrusted = true, .is_private = true}); });
  Message message = user_message("look");
  EXPECT_FALSE(is_untrusted(message));
  message.blocks.push_back(Block::make_text("text of the file"));
  message.blocks.back().attachment = {{"attachment_id", 1}, {"name", "a.txt"}, {"media_type", "text/plain"}};
  EXPECT_TRUE(is_untrusted(message));
  std::vector<StoredMessage> back = store->read([&](auto& c) { return conversation(c, session, 1); });
  EXPECT_EQ(back.at(0).message.blocks.at(1).attachment, message.blocks[1].attachment);
  EXPECT_EQ(back.at(0).message.blocks.at(1).text, "text of the file");
}

}  // namespace
}  // namespace hearth::store
