#include "store/message_index.h"

namespace hearth::store {

namespace {

// Some 10 ms of indexing at most for the search that comes first.
constexpr std::int64_t batch = 256;

void index_the_rest(db::Connection& connection) {
  connection.execute(
      "INSERT INTO messages_fts(rowid, text) "
      "SELECT id, text FROM messages WHERE id > (SELECT up_to FROM message_index) ORDER BY id;"
      "UPDATE message_index SET up_to = coalesce((SELECT max(id) FROM messages), 0);");
}

bool is_complete(db::Connection& connection) {
  db::Statement row =
      connection.prepare("SELECT up_to = coalesce((SELECT max(id) FROM messages), 0) FROM message_index");
  return row.step() && row.integer(0) == 1;
}

}  // namespace

void index_in_batches(Write& write, MessageId added) {
  if (added.value % batch == 0) index_the_rest(write.connection());
}

void complete_message_index(Store& store) {
  if (store.read(is_complete)) return;
  store.write([](Write& write) { index_the_rest(write.connection()); });
}

}  // namespace hearth::store
