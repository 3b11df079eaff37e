#include "search/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "base/sync.h"
#include "search/directory.h"
#include "search/merge_choice.h"
#include "search/snapshot.h"

namespace hearth::search {

// Three locks, taken in this order: `maintenance` for as long as a merge or a write of files takes; `writing` for the
// short time in which a new snapshot is made from the last one; and the one of `published`, for a pointer's copy.
struct Index::State {
  explicit State(const Options& given) : options(given), directory(given) {
    if (options.dimensions > 0xFFFF) {
      throw Error(Code::invalid_argument,
                  fmt::format("opening the search index: {} dimensions are too many", options.dimensions));
    }
    auto opened = std::make_shared<const Snapshot>(directory.open());
    stored.with([&](auto& mark) { mark = opened->watermark; });
    publish(std::move(opened));
    merger = std::jthread([this](const std::stop_token& stop) { merge_in_background(stop); });
  }

  std::shared_ptr<const Snapshot> snapshot() {
    return published.with([](const auto& current) { return current; });
  }
  void publish(std::shared_ptr<const Snapshot> next) {
    published.with([&](auto& current) { current.swap(next); });
  }

  void apply(const Batch& batch);
  void erase(std::vector<Part>& parts, const std::vector<RecordId>& ids) const;
  void replace(const std::vector<Part>& olds, std::shared_ptr<const Segment> merged);
  void merge(const std::vector<Part>& olds, const std::stop_token& stop);
  void store(const std::stop_token& stop);
  bool maintain(const std::stop_token& stop);
  void merge_in_background(const std::stop_token& stop);

  const Options options;
  std::mutex maintenance;
  Directory directory;  // with `maintenance`
  std::mutex writing;
  Sync<std::shared_ptr<const Snapshot>> published;
  Sync<std::optional<Watermark>> stored;
  Sync<bool> work;  // whether something was applied since the merging thread last looked
  std::jthread merger;
};

namespace {

std::size_t bytes_in_memory(const std::vector<Part>& parts) {
  std::size_t bytes = 0;
  for (const Part& part : parts) bytes += part.file == 0 ? part.segment->bytes().size() : 0;
  return bytes;
}

// Of records with the same id, the last.
void keep_last(std::vector<Record>& records) {
  std::unordered_set<RecordId> seen;
  std::vector<Record> kept;
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (seen.insert(record->id).second) kept.push_back(std::move(*record));
  }
  std::reverse(kept.begin(), kept.end());
  records = std::move(kept);
}

void check_records(const std::vector<Record>& records, std::size_t dimensions) {
  for (const Record& record : records) {
    const bool fits = record.vector.empty() || record.vector.size() == dimensions;
    if (record.id != 0 && record.kind < 32 && fits) continue;
    throw Error(Code::invalid_argument, fmt::format("indexing record {}: its id, kind or vector is none", record.id));
  }
}

constexpr std::size_t most_parts = 200;

}  // namespace

void Index::State::erase(std::vector<Part>& parts, const std::vector<RecordId>& ids) const {
  for (Part& part : parts) {
    std::shared_ptr<Erased> changed;
    for (const RecordId id : ids) {
      const std::optional<std::size_t> place = part.segment->find(id);
      if (!place || !part.is_live(*place)) continue;
      if (!changed)
        changed =
            part.erased ? std::make_shared<Erased>(*part.erased) : std::make_shared<Erased>(part.segment->records());
      changed->add(*place);
    }
    if (changed) part.erased = std::move(changed);
  }
  std::erase_if(parts, [](const Part& part) { return part.live() == 0; });
}

void Index::State::apply(const Batch& batch) {
  std::vector<std::shared_ptr<const Segment>> segments;
  const FieldLengths lengths = field_lengths(snapshot()->parts);
  for (std::size_t begin = 0; begin < batch.upserts.size(); begin += segment_capacity) {
    const std::size_t end = std::min(batch.upserts.size(), begin + segment_capacity);
    segments.push_back(build_segment(batch.upserts, begin, end, options.dimensions, lengths));
  }
  std::vector<RecordId> gone = batch.erased;
  for (const Record& record : batch.upserts) gone.push_back(record.id);

  const std::lock_guard lock(writing);
  auto next = std::make_shared<Snapshot>(*snapshot());
  erase(next->parts, gone);
  for (auto& segment : segments) next->parts.push_back({.segment = std::move(segment), .erased = nullptr, .file = 0});
  next->watermark = batch.watermark;
  publish(std::move(next));
}

// What was erased while the merge ran is erased of its result as well.
void Index::State::replace(const std::vector<Part>& olds, std::shared_ptr<const Segment> merged) {
  const std::lock_guard lock(writing);
  auto next = std::make_shared<Snapshot>(*snapshot());
  std::vector<RecordId> gone;
  for (const Part& old : olds) {
    const auto now = std::find_if(next->parts.begin(), next->parts.end(),
                                  [&](const Part& part) { return part.segment == old.segment; });
    for (std::size_t place = 0; place < old.segment->records(); ++place) {
      const bool lives = now != next->parts.end() && now->is_live(place);
      if (old.is_live(place) && !lives) gone.push_back(old.segment->ids()[place]);
    }
    if (now != next->parts.end()) next->parts.erase(now);
  }
  std::vector<Part> fresh = {{.segment = std::move(merged), .erased = nullptr, .file = 0}};
  erase(fresh, gone);
  next->parts.insert(next->parts.end(), fresh.begin(), fresh.end());
  publish(std::move(next));
}

void Index::State::merge(const std::vector<Part>& olds, const std::stop_token& stop) {
  const FieldLengths lengths = field_lengths(snapshot()->parts);
  replace(olds, merge_segments(olds, options.dimensions, lengths, stop));
}

// With `maintenance` held: everything applied so far is on the disk afterwards.
void Index::State::store(const std::stop_token& stop) {
  for (const std::vector<Part>& group : groups_in_memory(snapshot()->parts)) merge(group, stop);
  Snapshot kept = *snapshot();
  const std::vector<Part> before = kept.parts;
  directory.write_files(kept.parts);
  directory.store(kept);
  stored.with([&](auto& mark) { mark = kept.watermark; });
  const std::lock_guard lock(writing);
  auto next = std::make_shared<Snapshot>(*snapshot());
  for (Part& part : next->parts) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (part.segment != before[i].segment) continue;
      part.segment = kept.parts[i].segment;
      part.file = kept.parts[i].file;
      break;
    }
  }
  publish(std::move(next));
}

// One piece of work, if there is any. With `maintenance` held.
bool Index::State::maintain(const std::stop_token& stop) {
  const std::shared_ptr<const Snapshot> now = snapshot();
  if (bytes_in_memory(now->parts) > options.tail_bytes) {
    store(stop);
    return true;
  }
  const std::vector<Part> chosen = choose_merge(now->parts);
  if (chosen.empty()) return false;
  merge(chosen, stop);
  const bool of_files = std::any_of(chosen.begin(), chosen.end(), [](const Part& part) { return part.file != 0; });
  if (of_files) store(stop);
  return true;
}

void Index::State::merge_in_background(const std::stop_token& stop) {
  while (work.wait(
      stop, [](bool pending) { return pending; }, [](bool& pending) { pending = false; })) {
    // A thread's last stop: a failure is logged and tried again after the next batch; a full disk must not end us.
    try {
      for (bool more = true; more;) {
        throw_if_stopped(stop);
        const std::lock_guard lock(maintenance);
        more = maintain(stop);
      }
    } catch (const Cancelled&) {
      return;
    } catch (const std::exception& error) {
      log::warn("merging the search index: {}", error.what());
    }
  }
}

Index::Index(const Options& options) : state_(std::make_unique<State>(options)) {}
Index::~Index() = default;

void Index::apply(Batch batch) {
  check_records(batch.upserts, state_->options.dimensions);
  keep_last(batch.upserts);
  state_->apply(batch);
  state_->work.update([](bool& pending) { pending = true; });
  // Where merging does not keep up, who applies helps: memory stays bounded.
  while (true) {
    const std::shared_ptr<const Snapshot> now = state_->snapshot();
    if (now->parts.size() <= most_parts && bytes_in_memory(now->parts) <= 2 * state_->options.tail_bytes) return;
    const std::lock_guard lock(state_->maintenance);
    if (!state_->maintain({})) return;
  }
}

void Index::flush() {
  const std::lock_guard lock(state_->maintenance);
  state_->store({});
}

void Index::purge(std::stop_token stop) {
  const std::lock_guard lock(state_->maintenance);
  const std::shared_ptr<const Snapshot> now = state_->snapshot();
  for (const Part& part : now->parts) {
    if (part.erased) state_->merge({part}, stop);
  }
  state_->store(stop);
}

void Index::clear() {
  const std::lock_guard lock(state_->maintenance);
  {
    const std::lock_guard writing(state_->writing);
    state_->publish(std::make_shared<const Snapshot>());
  }
  state_->store({});
}

Answer Index::search(const Query& query, std::stop_token stop) const {
  return search::search(*state_->snapshot(), state_->options.dimensions, query, stop);
}

bool Index::holds(RecordId id) const {
  const std::shared_ptr<const Snapshot> now = state_->snapshot();
  return std::any_of(now->parts.begin(), now->parts.end(), [&](const Part& part) {
    const std::optional<std::size_t> place = part.segment->find(id);
    return place && part.is_live(*place);
  });
}

std::optional<Watermark> Index::watermark() const {
  return state_->snapshot()->watermark;
}
std::optional<Watermark> Index::stored_watermark() const {
  return state_->stored.with([](const auto& mark) { return mark; });
}
const std::string& Index::made_anew() const {
  return state_->directory.made_anew();
}

Statistics Index::statistics() const {
  Statistics statistics;
  const std::shared_ptr<const Snapshot> now = state_->snapshot();
  for (const Part& part : now->parts) {
    statistics.records += part.live();
    ++statistics.segments;
    if (part.file != 0) statistics.bytes += part.segment->bytes().size();
    statistics.text_bytes += part.segment->header().text_bytes;
  }
  return statistics;
}

}  // namespace hearth::search
