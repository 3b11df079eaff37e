#include "memory/documents/ingest.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "memory/documents/scan.h"
#include "store/documents.h"

namespace hearth::memory {

namespace {

constexpr std::size_t most_bytes = 128 << 20;

// Times of files are coarse: one that was written twice within this time may look unchanged.
constexpr UnixMillis settled_after = 2000;

store::DocumentState state_of(documents::Extraction::State state) {
  switch (state) {
    case documents::Extraction::State::ready:
      return store::DocumentState::ready;
    case documents::Extraction::State::failed:
      return store::DocumentState::failed;
    case documents::Extraction::State::skipped:
      return store::DocumentState::skipped;
  }
  return store::DocumentState::failed;
}

std::vector<store::DocumentChunk> chunks_to_store(std::vector<documents::Chunk> chunks) {
  std::vector<store::DocumentChunk> rows;
  rows.reserve(chunks.size());
  for (documents::Chunk& chunk : chunks) {
    store::DocumentChunk row;
    row.heading = std::move(chunk.heading);
    row.text = std::move(chunk.text);
    row.place = std::move(chunk.place);
    row.page = chunk.page;
    row.first_line = chunk.first_line;
    row.last_line = chunk.last_line;
    rows.push_back(std::move(row));
  }
  return rows;
}

// The root was removed while it was read.
struct RootGone {};

class Ingest {
 public:
  Ingest(store::Store& store, Extractor& extractor, const IngestRequest& request, const std::stop_token& stop)
      : store_(store), extractor_(extractor), request_(request), stop_(stop), scan_(request.root.path, stop) {
    auto known =
        store_.read([&](db::Connection& connection) { return store::documents_of_root(connection, request.root.id); });
    for (store::Document& document : known) known_.emplace(document.path, std::move(document));
  }

  IngestResult run() {
    result_.note = scan_.note();
    forget_what_is_gone();
    IngestStep step;
    step.total = static_cast<std::int64_t>(scan_.files().size());
    for (const ScannedFile& file : scan_.files()) {
      throw_if_stopped(stop_);
      step.path = file.path;
      request_.on_step(step);
      bring_up_to_date(file);
      ++step.done;
    }
    step.path.clear();
    request_.on_step(step);
    return std::move(result_);
  }

 private:
  void forget_what_is_gone() {
    if (!scan_.is_complete() || request_.extent == Extent::unread_alone) return;
    std::set<std::string_view> present;
    for (const ScannedFile& file : scan_.files()) present.insert(file.path);
    std::vector<DocumentId> gone;
    for (const auto& [path, document] : known_) {
      if (!present.contains(path)) gone.push_back(document.id);
    }
    if (gone.empty()) return;
    commit([&](store::Write& write) {
      for (DocumentId id : gone) store::remove_document(write, id);
    });
    result_.removed = static_cast<std::int64_t>(gone.size());
  }

  void bring_up_to_date(const ScannedFile& file) {
    auto known = known_.find(file.path);
    const store::Document* before = known == known_.end() ? nullptr : &known->second;
    if (before != nullptr && (request_.extent == Extent::unread_alone || looks_unchanged(*before, file))) {
      ++result_.unchanged;
      return;
    }
    store::Document document;
    document.root = request_.root.id;
    document.path = file.path;
    document.size = file.size;
    document.modified_at = file.modified_at;
    document.title = file_name(file);
    document.read_at = unix_millis_now();
    if (is_named_as_no_document(file.name)) {
      document.state = store::DocumentState::skipped;
      document.problem = "it holds no text in a format that is read";
      put(document, {});
      return;
    }
    ReadFile content = scan_.read(file, most_bytes);
    document.size = content.size;
    document.modified_at = content.modified_at;
    if (!content.problem.empty()) {
      document.state = store::DocumentState::failed;
      document.problem = to_valid_utf8(content.problem);
      put(document, {});
      return;
    }
    document.hash = sha256_hex(content.bytes);
    if (before != nullptr && before->hash == document.hash && before->state != store::DocumentState::failed) {
      document.id = before->id;
      commit([&](store::Write& write) { store::confirm_document(write, document); });
      ++result_.unchanged;
      return;
    }
    extract(document, content.bytes);
  }

  void extract(store::Document& document, const std::string& bytes) {
    documents::Extraction extraction = extractor_.extract(bytes, document.title, request_.fallback, stop_);
    document.format = extraction.format;
    if (!extraction.title.empty()) document.title = extraction.title;
    document.state = state_of(extraction.state);
    document.problem = extraction.problem;
    put(document, chunks_to_store(std::move(extraction.chunks)));
  }

  static bool looks_unchanged(const store::Document& before, const ScannedFile& file) {
    bool was_read = !before.hash.empty() || before.state == store::DocumentState::skipped;
    return was_read && before.size == file.size && before.modified_at == file.modified_at &&
           before.read_at - before.modified_at > settled_after;
  }

  static std::string file_name(const ScannedFile& file) {
    std::size_t slash = file.name.rfind('/');
    return to_valid_utf8(slash == std::string::npos ? file.name : file.name.substr(slash + 1));
  }

  // Ids of what was removed are given again: only as long as the root is the one that is read.
  template <class F>
  void commit(F&& f) {
    bool is_there = store_.write([&](store::Write& write) {
      auto root = store::find_document_root(write, request_.root.id);
      bool same = root && root->path == request_.root.path && root->workspace == request_.root.workspace;
      if (same) f(write);
      return same;
    });
    if (!is_there) throw RootGone{};
  }

  void put(const store::Document& document, const std::vector<store::DocumentChunk>& chunks) {
    commit([&](store::Write& write) { store::put_document(write, document, chunks); });
    switch (document.state) {
      case store::DocumentState::ready:
        ++result_.read;
        break;
      case store::DocumentState::failed:
        ++result_.failed;
        break;
      case store::DocumentState::skipped:
        ++result_.skipped;
        break;
    }
  }

  store::Store& store_;
  Extractor& extractor_;
  const IngestRequest& request_;
  const std::stop_token& stop_;
  RootScan scan_;
  std::map<std::string, store::Document, std::less<>> known_;
  IngestResult result_;
};

}  // namespace

IngestResult ingest(store::Store& store, Extractor& extractor, const IngestRequest& request, std::stop_token stop) {
  try {
    return Ingest(store, extractor, request, stop).run();
  } catch (const RootGone&) {
    return {};  // nobody asks for it any more
  }
}

}  // namespace hearth::memory
