// One search: each segment's records are filtered, the impacts of the question's words are added up over all of them,
// and the best few are kept; then the vectors are scanned. Only what is given back is scored exactly, from its words.
#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "base/stop.h"
#include "search/dense_scan.h"
#include "search/filtering.h"
#include "search/match.h"
#include "search/snapshot.h"

namespace hearth::search {

FieldLengths field_lengths(const std::vector<Part>& parts) {
  FieldLengths lengths = {};
  for (std::size_t i = 0; i < field_count; ++i) {
    std::uint64_t words = 0, records = 0;
    for (const Part& part : parts) {
      words += part.segment->header().field_words[i];
      records += part.segment->header().field_records[i];
    }
    if (records > 0) lengths[i] = static_cast<double>(words) / static_cast<double>(records);
  }
  return lengths;
}

namespace {

// What one search keeps of each segment.
struct Reading {
  const Part* part;
  Matcher matcher;
  std::unique_ptr<PlaceSet> allowed;
  std::size_t count;  // of the allowed
};

struct Found {
  std::uint32_t score;
  std::size_t reading, place;
};
// The least of a heap is on top; of two that score the same, the older.
bool better(const Found& a, const Found& b) {
  return std::tie(a.score, a.reading, a.place) > std::tie(b.score, b.reading, b.place);
}

void set_rarities(std::vector<QueryWord>& words, const std::vector<Reading>& readings) {
  std::uint64_t records = 0;
  for (const Reading& reading : readings) records += reading.part->segment->records();
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::uint64_t having = 0;
    for (const Reading& reading : readings) {
      if (const auto term = reading.matcher.terms()[i]) having += reading.part->segment->entry(*term).records;
    }
    const auto n = static_cast<double>(records), df = static_cast<double>(having);
    words[i].rarity = static_cast<float>(std::log1p((n - df + 0.5) / (df + 0.5)));
  }
}

// Of the allowed, only those that have the term.
void keep_having(Reading& reading, std::optional<std::uint32_t> term) {
  const Segment& segment = *reading.part->segment;
  const auto having = std::make_unique<PlaceSet>();
  having->fill(0);
  if (term) add_places(segment.postings(), segment.entry(*term), segment.records(), *having);
  reading.count = 0;
  for (std::size_t i = 0; i < having->size(); ++i) {
    (*reading.allowed)[i] &= (*having)[i];
    reading.count += static_cast<std::size_t>(std::popcount((*reading.allowed)[i]));
  }
}

// Those that have each word that must be there, wherever in the record.
void keep_required(Reading& reading, bool all_words) {
  if (all_words) {
    for (const auto& term : reading.matcher.terms()) keep_having(reading, term);
  }
  if (!reading.matcher.phrases_known()) keep_having(reading, std::nullopt);
  if (reading.count == 0) return;
  for (const auto& phrase : reading.matcher.phrases()) {
    for (const std::uint32_t term : phrase) keep_having(reading, term);
  }
}

// As integers whose sum, over all words at their highest impact, fits the 16 bits of a sum.
std::vector<std::uint32_t> weights_of(const std::vector<QueryWord>& words) {
  double total = 0;
  for (const QueryWord& word : words) total += word.rarity;
  std::vector<std::uint32_t> weights;
  constexpr double highest_sum = 65'535 - longest_question;
  for (const QueryWord& word : words) {
    const double weight = total > 0 ? word.rarity / total * highest_sum * 256 / 255 : 0;
    weights.push_back(std::max(1U, static_cast<std::uint32_t>(weight)));
  }
  return weights;
}

class BestSums {
 public:
  explicit BestSums(std::size_t limit) : limit_(limit) {}

  void offer(const Sums& sums, std::vector<Reading>& readings, std::size_t index) {
    Reading& reading = readings[index];
    const std::size_t n = reading.part->segment->records();
    for (std::size_t word = 0; word * 64 < n; ++word) {
      std::uint64_t left = (*reading.allowed)[word];
      if (left == 0) continue;
      const std::uint16_t* block = sums.data() + word * 64;
      unsigned above = 0;  // so that the compiler compares them by the register
      for (std::size_t i = 0; i < 64; ++i) above |= block[i] > least_ ? 1U : 0U;
      if (above == 0) continue;
      for (; left != 0; left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        if (block[i] > least_ && reading.matcher.holds_phrases(word * 64 + i)) keep({block[i], index, word * 64 + i});
      }
    }
  }
  std::vector<Found> take() { return std::move(heap_); }

 private:
  void keep(const Found& found) {
    if (heap_.size() == limit_) {
      std::pop_heap(heap_.begin(), heap_.end(), better);
      heap_.pop_back();
    }
    heap_.push_back(found);
    std::push_heap(heap_.begin(), heap_.end(), better);
    if (heap_.size() == limit_) least_ = static_cast<std::uint16_t>(heap_.front().score);
  }

  std::size_t limit_;
  std::uint16_t least_ = 0;  // what does not exceed it is not kept
  std::vector<Found> heap_;
};

std::vector<Found> find_by_words(std::vector<Reading>& readings, const Question& question, std::size_t limit,
                                 const std::stop_token& stop) {
  if (limit == 0 || question.words.empty()) return {};
  const std::vector<std::uint32_t> weights = weights_of(question.words);
  BestSums best(limit + limit / 2 + 16);  // impacts are rounded: some more, and the exact score decides
  const auto sums = std::make_unique<Sums>();
  for (std::size_t r = 0; r < readings.size(); ++r) {
    throw_if_stopped(stop);
    if (readings[r].count == 0) continue;
    const Segment& segment = *readings[r].part->segment;
    std::fill_n(sums->begin(), aligned(segment.records()), std::uint16_t{0});
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (const auto term = readings[r].matcher.terms()[i]) {
        add_impacts(segment.postings(), segment.entry(*term), segment.records(), weights[i], *sums);
      }
    }
    best.offer(*sums, readings, r);
  }
  return best.take();
}

}  // namespace

Answer search(const Snapshot& snapshot, std::size_t dimensions, const Query& query, const std::stop_token& stop) {
  throw_if_stopped(stop);
  Question question = read_question(query.words);
  const FieldLengths lengths = field_lengths(snapshot.parts);
  std::vector<Reading> readings;
  readings.reserve(snapshot.parts.size());
  for (const Part& part : snapshot.parts) {
    readings.push_back({&part, Matcher(*part.segment, question, lengths), std::make_unique<PlaceSet>(), 0});
  }
  set_rarities(question.words, readings);
  for (Reading& reading : readings) {
    throw_if_stopped(stop);
    reading.count = allow(*reading.part, query.filter, *reading.allowed);
    if (reading.count > 0) keep_required(reading, query.all_words);
  }

  const std::vector<Found> by_words = find_by_words(readings, question, query.lexical_limit, stop);
  const bool with_vector = !query.vector.empty() && query.vector.size() == dimensions;
  const auto describe = [&](std::size_t reading, std::size_t place) {
    Candidate candidate;
    readings[reading].matcher.describe(place, candidate);
    if (with_vector) candidate.dense = cosine(*readings[reading].part->segment, place, query.vector);
    return candidate;
  };
  Answer answer;
  for (const Found& found : by_words) answer.candidates.push_back(describe(found.reading, found.place));
  std::sort(answer.candidates.begin(), answer.candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.lexical, a.id) > std::tie(b.lexical, b.id);
  });
  if (answer.candidates.size() > query.lexical_limit) answer.candidates.resize(query.lexical_limit);

  if (with_vector && query.dense_limit > 0) {
    DenseScan scan(query.vector, query.dense_limit);
    for (std::size_t r = 0; r < readings.size(); ++r) {
      Matcher& matcher = readings[r].matcher;
      scan.add({.segment = readings[r].part->segment.get(),
                .allowed = readings[r].allowed.get(),
                .count = readings[r].count,
                .accept = [&matcher](std::size_t place) { return matcher.holds_phrases(place); }});
    }
    std::vector<RecordId> known;
    for (const Candidate& candidate : answer.candidates) known.push_back(candidate.id);
    std::sort(known.begin(), known.end());
    for (const DenseScan::Found& found : scan.run(stop)) {
      const RecordId id = readings[found.part].part->segment->ids()[found.place];
      if (!std::binary_search(known.begin(), known.end(), id)) {
        answer.candidates.push_back(describe(found.part, found.place));
      }
    }
  }
  answer.words = std::move(question.words);
  return answer;
}

}  // namespace hearth::search
