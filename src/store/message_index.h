// The full-text index over messages. FTS5 writes a segment at each commit that touches it, which costs more than the
// message itself, so messages enter the index in batches; a search first takes in those that are still missing. Which
// messages are in it stands in the database and changes in the same transaction, so a crash loses and doubles nothing.
#pragma once

#include "domain/ids.h"
#include "store/store.h"

namespace hearth::store {

// To be called with each message that was added: takes the messages before it into the index once a batch is full.
void index_in_batches(Write& write, MessageId added);
// Afterwards search_messages() finds every message acknowledged before the call. Any thread; waits for the writer only
// if messages are missing. Throws Error when the disk does.
void complete_message_index(Store& store);

}  // namespace hearth::store
