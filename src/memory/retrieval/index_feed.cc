#include "memory/retrieval/index_feed.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "memory/retrieval/entry.h"
#include "memory/retrieval/record_id.h"
#include "memory/retrieval/retriever.h"

namespace hearth::memory {

namespace {

constexpr std::int64_t batch = 256;

using Records = std::map<search::RecordId, search::Record>;

void add(Records& records, search::Record record) {
  records.insert_or_assign(record.id, std::move(record));
}

// True if the row is there.
bool add_message(db::Connection& connection, MessageId id, Records& records) {
  bool found = false;
  store::feed_message(connection, id, [&](const store::FeedMessage& message) {
    found = true;
    add(records, entry_of(message));
  });
  return found;
}

bool add_observation(db::Connection& connection, std::int64_t id, Records& records) {
  bool found = false;
  store::feed_observation(connection, id, [&](const store::FeedObservation& observation) {
    found = true;
    add(records, entry_of(observation));
  });
  return found;
}

bool add_chunk(db::Connection& connection, std::int64_t id, Records& records) {
  bool found = false;
  store::feed_chunk(connection, id, [&](const store::FeedChunk& chunk) {
    found = true;
    add(records, entry_of(chunk));
  });
  return found;
}

std::vector<search::Record> values(Records records) {
  std::vector<search::Record> all;
  all.reserve(records.size());
  for (auto& [id, record] : records) all.push_back(std::move(record));
  return all;
}

// Even on a slow disk beside other work.
constexpr std::chrono::seconds opening_timeout(15);

// Indexing waits for whatever somebody else is doing.
void work_in_the_background() {
  constexpr int low = 10;
  ::setpriority(PRIO_PROCESS, 0, low);  // of this thread alone
}

}  // namespace

IndexFeed::IndexFeed(store::Store& store, Options options) : store_(store), options_(std::move(options)) {
  store_.when_committed([this] {
    if (!committed_.exchange(true)) state_.update([](State& state) { state.committed = true; });
  });
  thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

IndexFeed::~IndexFeed() {
  // First the thread, which commits itself.
  thread_.request_stop();
  thread_.join();
  store_.when_committed({});
}

IndexFeed::Ready IndexFeed::up_to_date(std::chrono::milliseconds timeout, std::stop_token stop) {
  Ready ready;
  std::string failure;
  auto take = [&](const State& state) {
    ready = {state.index, state.embedder, state.behind};
    failure = state.failure;
  };
  bool current = !committed_ && state_.with([&](State& state) {
    take(state);
    return state.index != nullptr && !state.reading;
  });
  if (current) return ready;
  std::uint64_t own = 0;
  state_.update([&](State& state) { own = ++state.asked; });
  auto answered = [&](const State& state) { return state.answered >= own || !state.failure.empty(); };
  bool in_time = state_.wait_until(stop, std::chrono::steady_clock::now() + timeout, answered, take);
  throw_if_stopped(stop);
  if (!in_time) state_.with(take);
  if (ready.index == nullptr && failure.empty()) {
    // A program that has just begun: what is on the disk can be searched in a moment.
    auto opened = [](const State& state) { return state.index != nullptr || !state.failure.empty(); };
    state_.wait_until(stop, std::chrono::steady_clock::now() + opening_timeout, opened, take);
    throw_if_stopped(stop);
  }
  if (ready.index == nullptr) {
    throw Error(Code::unavailable, failure.empty() ? "searching memory: the index is still being opened: try again"
                                                   : fmt::format("searching memory: {}", failure));
  }
  return ready;
}

void IndexFeed::run(std::stop_token stop) {
  work_in_the_background();
  auto asked = [](const State& state) { return state.asked > state.answered; };
  while (!stop.stop_requested()) {
    std::uint64_t answering = 0;
    auto note = [&](State& state) {
      answering = state.asked;
      state.committed = false;
      state.reading = true;
    };
    bool begun = state_.wait(
        stop, [&](const State& state) { return asked(state) || state.committed; }, [](State&) {});
    if (!begun) return;
    // Nobody may need it yet, and more may come.
    state_.wait_until(stop, std::chrono::steady_clock::now() + options_.patience, asked, [](State&) {});
    if (stop.stop_requested()) return;
    state_.with(note);
    committed_ = false;
    std::string failure;
    try {
      bring_up_to_date(stop);
    } catch (const Cancelled&) {
      return;
    } catch (const std::exception& error) {
      failure = error.what();
      log::error("the search index: {}", failure);
    }
    state_.update([&](State& state) {
      state.answered = std::max(state.answered, answering);
      state.failure = failure;
      state.reading = false;
      if (failure.empty()) state.behind = 0;
    });
  }
}

void IndexFeed::open() {
  embedder_ = options_.open_embedder();
  search::Options options;
  options.directory = options_.directory;
  if (embedder_) options.dimensions = embedder_->dimensions();
  if (embedder_) options.vectors_name = std::string(embedder_->name());
  index_ = std::make_unique<search::Index>(options);
  if (!index_->made_anew().empty()) log::warn("the search index is made anew: {}", index_->made_anew());
  reached_ = index_->watermark().value_or(search::Watermark{});
  state_.update([&](State& state) {
    state.index = index_.get();
    state.embedder = embedder_.get();
  });
}

void IndexFeed::bring_up_to_date(std::stop_token stop) {
  if (!index_) open();
  while (read_messages(stop)) {
  }
  if (reached_.second == 0) read_everything_else(stop);
  while (read_changes(stop)) {
  }
  if (std::exchange(erased_some_, false)) index_->purge(stop);
}

// Observations and documents, when the index has none of them yet.
void IndexFeed::read_everything_else(std::stop_token stop) {
  auto read_all = [&](auto list, auto add_one) {
    for (std::int64_t after = 0;;) {
      Records records;
      std::vector<std::int64_t> ids = store_.read([&](db::Connection& connection) {
        std::vector<std::int64_t> some = list(connection, after, batch);
        for (std::int64_t id : some) add_one(connection, id, records);
        return some;
      });
      if (ids.empty()) return;
      after = ids.back();
      apply(values(std::move(records)), {}, stop);
    }
  };
  read_all(store::observation_ids, add_observation);
  read_all(store::chunk_ids, add_chunk);
  // What has changed is read next, all that is still listed.
  reached_.second = 1;
  apply({}, {}, stop);
}

// False when there are no more.
bool IndexFeed::read_messages(std::stop_token stop) {
  Records records;
  std::optional<MessageId> last;
  std::int64_t newest = 0;
  store_.read([&](db::Connection& connection) {
    std::vector<MessageId> before;
    last = store::each_feed_message(connection, {reached_.first}, batch, [&](const store::FeedMessage& message) {
      // What was the last one before now has one after it.
      if (message.previous_id && message.previous_id->value <= reached_.first) before.push_back(*message.previous_id);
      add(records, entry_of(message));
    });
    for (MessageId id : before) add_message(connection, id, records);
    newest = store::newest_message(connection).value;
  });
  if (!last) return false;
  reached_.first = last->value;
  apply(values(std::move(records)), {}, stop);
  state_.with([&](State& state) {
    state.index = index_.get();
    state.embedder = embedder_.get();
    state.behind = newest - reached_.first;
  });
  return true;
}

bool IndexFeed::read_changes(std::stop_token stop) {
  Records records;
  std::vector<search::RecordId> erased;
  std::vector<store::SearchChange> changes = store_.read([&](db::Connection& connection) {
    std::vector<store::SearchChange> some = store::search_changes(connection, reached_.second - 1, batch);
    for (const store::SearchChange& change : some) {
      if (change.kind == "session") {
        for (MessageId id : store::messages_of_session(connection, {change.record}))
          add_message(connection, id, records);
      } else if (change.kind == "message") {
        if (!add_message(connection, {change.record}, records))
          erased.push_back(record_id(Table::messages, change.record));
      } else if (change.kind == "observation") {
        if (!add_observation(connection, change.record, records)) {
          erased.push_back(record_id(Table::observations, change.record));
        }
      } else if (!add_chunk(connection, change.record, records)) {
        erased.push_back(record_id(Table::document_chunks, change.record));
      }
    }
    // A number that was given before may be given again: the message is not new to the ids then.
    reached_.first = std::min(reached_.first, store::newest_message(connection).value);
    return some;
  });
  if (changes.empty()) return false;
  reached_.second = changes.back().number + 1;
  erased_some_ = erased_some_ || !erased.empty();
  apply(values(std::move(records)), std::move(erased), stop);
  // Only what survives a crash may be forgotten.
  index_->flush();
  store_.note([&](store::Write& write) { store::forget_search_changes(write, reached_.second - 1); });
  return true;
}

void IndexFeed::apply(std::vector<search::Record> records, std::vector<search::RecordId> erased, std::stop_token stop) {
  if (embedder_) embed_records(*embedder_, records, stop);
  index_->apply({.upserts = std::move(records), .erased = std::move(erased), .watermark = reached_});
  throw_if_stopped(stop);
}

}  // namespace hearth::memory
