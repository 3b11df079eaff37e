#include "search/segment_builder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "search/postings.h"
#include "search/section_writer.h"
#include "search/weights.h"
#include "search/words.h"

namespace hearth::search {

float field_share(Field field, float occurrences, std::size_t words, const FieldLengths& lengths) {
  const auto i = static_cast<std::size_t>(field);
  const FieldWeight& weight = field_weights[i];
  const double mean = lengths[i] > 0 ? lengths[i] : 20;  // nothing is known yet
  const auto tempered = static_cast<float>(1 - weight.length + weight.length * static_cast<double>(words) / mean);
  return weight.weight * occurrences / tempered;
}

std::uint64_t term_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash ^ (hash >> 29);
}

float quantise(std::span<const float> vector, std::span<std::uint8_t> row) {
  std::fill(row.begin(), row.end(), std::uint8_t{128});
  float highest = 0;
  for (const float value : vector) highest = std::max(highest, std::fabs(value));
  if (!(highest > 0) || !std::isfinite(highest)) return 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    row[i] = static_cast<std::uint8_t>(128 + std::lrint(vector[i] / highest * 127));
  }
  return highest / 127;
}

std::uint32_t SegmentBuilder::term(std::string_view text) {
  if (const auto found = numbers_.find(text); found != numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(&numbers_.emplace(text, number).first->first);
  return number;
}

void SegmentBuilder::add(Row row, FieldTerms terms, float scale, std::span<const std::uint8_t> vector) {
  rows_.push_back(std::move(row));
  terms_.push_back(std::move(terms));
  scales_.push_back(scale);
  any_vector_ |= scale != 0;
  const std::size_t begin = vectors_.size();
  vectors_.resize(begin + vector_stride(dimensions_), 128);
  if (scale != 0) std::copy(vector.begin(), vector.end(), vectors_.begin() + static_cast<std::ptrdiff_t>(begin));
}

// Numbers the terms anew by frequency, and the records' words with them.
void SegmentBuilder::rank_terms() {
  records_.assign(texts_.size(), 0);
  std::vector<std::uint32_t> seen(texts_.size(), 0);
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    for (const auto& field : terms_[row].terms) {
      for (const std::uint32_t term : field) {
        if (std::exchange(seen[term], row + 1) != row + 1) ++records_[term];
      }
    }
  }
  for (std::uint32_t term = 0; term < records_.size(); ++term) {
    if (records_[term] > 0) frequent_.push_back(term);
  }
  std::sort(frequent_.begin(), frequent_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return records_[a] != records_[b] ? records_[a] > records_[b] : a < b;
  });
  std::vector<std::uint32_t> rank(texts_.size());
  for (std::uint32_t i = 0; i < frequent_.size(); ++i) rank[frequent_[i]] = i;
  for (FieldTerms& record : terms_) {
    for (auto& field : record.terms) {
      for (std::uint32_t& term : field) term = rank[term];
    }
  }
}

namespace {

// Distinct values in ascending order, and for each row the number of its own.
template <class T, class Of>
std::vector<T> number_values(const std::vector<Row>& rows, const std::vector<std::uint32_t>& order, Of of,
                             std::vector<std::uint32_t>& numbers) {
  std::map<T, std::uint32_t> known;
  for (const Row& row : rows) known.emplace(of(row), 0);
  std::vector<T> values;
  for (auto& [value, number] : known) {
    number = static_cast<std::uint32_t>(values.size());
    values.push_back(value);
  }
  numbers.clear();
  for (const std::uint32_t i : order) numbers.push_back(known.find(of(rows[i]))->second);
  return values;
}

}  // namespace

void SegmentBuilder::write_columns(SectionWriter& out) const {
  std::vector<std::uint64_t> ids;
  std::vector<std::int64_t> times;
  std::vector<std::uint8_t> kinds;
  for (const std::uint32_t i : order_) {
    ids.push_back(rows_[i].id);
    times.push_back(rows_[i].time);
    kinds.push_back(rows_[i].kind);
    out.header.text_bytes += rows_[i].text_bytes;
  }
  out.add(Section::ids, ids);
  out.add(Section::times, times);
  out.add(Section::kinds, kinds);

  std::vector<std::uint32_t> numbers;
  const auto scopes = number_values<std::uint64_t>(
      rows_, order_, [](const Row& r) { return r.scope; }, numbers);
  out.add(Section::scope_values, scopes);
  out.add_column(Section::scopes, numbers, scopes.size());
  const auto groups = number_values<std::uint64_t>(
      rows_, order_, [](const Row& r) { return r.group; }, numbers);
  out.add(Section::group_values, groups);
  out.add_column(Section::groups, numbers, groups.size());
  const auto traits = number_values<std::uint32_t>(
      rows_, order_, [](const Row& r) { return r.traits; }, numbers);
  out.add(Section::trait_values, traits);
  out.add_column(Section::traits, numbers, traits.size());
  const auto paths = number_values<std::string>(
      rows_, order_, [](const Row& r) { return r.path; }, numbers);
  out.add_texts(Section::path_offsets, Section::path_bytes, paths);
  out.add_column(Section::paths, numbers, paths.size());

  const auto sets = number_values<std::vector<std::string>>(
      rows_, order_, [](const Row& r) { return r.tags; }, numbers);
  out.add_column(Section::tag_sets, numbers, sets.size());
  std::map<std::string, std::uint32_t> tags;
  for (const auto& set : sets) {
    for (const std::string& tag : set) tags.emplace(tag, 0);
  }
  std::vector<std::string> names;
  for (auto& [name, number] : tags) {
    number = static_cast<std::uint32_t>(names.size());
    names.push_back(name);
  }
  out.add_texts(Section::tag_offsets, Section::tag_bytes, names);
  std::vector<std::uint32_t> ends = {0}, items;
  for (const auto& set : sets) {
    for (const std::string& tag : set) items.push_back(tags.find(tag)->second);
    ends.push_back(static_cast<std::uint32_t>(items.size()));
  }
  out.add(Section::tag_set_offsets, ends);
  out.add(Section::tag_set_items, items);
}

void SegmentBuilder::write_words(SectionWriter& out, const FieldLengths& lengths) {
  std::vector<std::uint32_t> begins(frequent_.size() + 1, 0);  // of each term's list, in `places` and `impacts`
  for (std::size_t i = 0; i < frequent_.size(); ++i) begins[i + 1] = begins[i] + records_[frequent_[i]];
  std::vector<std::uint32_t> ends(begins.begin(), begins.end() - 1);
  std::vector<std::uint16_t> places(begins.back());
  std::vector<std::uint8_t> impacts(begins.back());
  std::vector<float> shares(frequent_.size(), 0);
  std::vector<std::uint32_t> touched;
  std::vector<std::byte> forward;
  std::vector<std::uint32_t> forward_offsets = {0};
  for (std::size_t place = 0; place < order_.size(); ++place) {
    FieldTerms& record = terms_[order_[place]];
    append_forward(forward, record);
    forward_offsets.push_back(static_cast<std::uint32_t>(forward.size()));
    touched.clear();
    for (std::size_t i = 0; i < field_count; ++i) {
      const auto& field = record.terms[i];
      if (field.empty()) continue;
      out.header.field_words[i] += field.size();
      ++out.header.field_records[i];
      const float share = field_share(static_cast<Field>(i), 1, field.size(), lengths);
      for (const std::uint32_t term : field) {
        if (shares[term] == 0) touched.push_back(term);
        shares[term] += share;
      }
    }
    for (const std::uint32_t term : touched) {
      const float share = std::exchange(shares[term], 0.0F);
      const float impact = std::ceil(share / (saturation + share) * 255);
      const std::uint32_t at = ends[term]++;
      places[at] = static_cast<std::uint16_t>(place);
      impacts[at] = static_cast<std::uint8_t>(std::clamp(impact, 1.0F, 255.0F));
    }
    record = {};
  }
  out.add(Section::forward_offsets, forward_offsets);
  out.add(Section::forward, forward);

  std::vector<std::byte> postings;
  std::vector<TermEntry> entries(frequent_.size(), TermEntry{});
  for (std::size_t i = 0; i < frequent_.size(); ++i) {
    const std::size_t count = begins[i + 1] - begins[i];
    append_postings(postings, std::span(places).subspan(begins[i], count), std::span(impacts).subspan(begins[i], count),
                    order_.size(), entries[i]);
    entries[i].stop = is_stop_word(*texts_[frequent_[i]]) ? 1 : 0;
  }
  out.add(Section::postings, postings);
  write_terms(out, entries);
}

void SegmentBuilder::write_terms(SectionWriter& out, std::vector<TermEntry>& entries) const {
  std::vector<std::uint32_t> offsets = {0};
  std::vector<char> texts;
  std::vector<std::uint32_t> slots(std::bit_ceil(frequent_.size() + frequent_.size() / 2 + 1), empty_slot);
  for (std::uint32_t i = 0; i < frequent_.size(); ++i) {
    const std::string& text = *texts_[frequent_[i]];
    texts.insert(texts.end(), text.begin(), text.end());
    offsets.push_back(static_cast<std::uint32_t>(texts.size()));
    std::size_t slot = term_hash(text) & (slots.size() - 1);
    while (slots[slot] != empty_slot) slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = i;
  }
  out.header.terms = static_cast<std::uint32_t>(entries.size());
  out.add(Section::term_offsets, offsets);
  out.add(Section::term_bytes, texts);
  out.add(Section::term_slots, slots);
  out.add(Section::terms, entries);
}

void SegmentBuilder::write_vectors(SectionWriter& out) const {
  if (!any_vector_) return;
  const std::size_t stride = vector_stride(dimensions_), words = stride / 64;
  std::vector<float> scales;
  std::vector<std::uint8_t> vectors(order_.size() * stride);
  std::vector<std::uint64_t> signs((order_.size() + 7) / 8 * 8 * words, 0);
  for (std::size_t place = 0; place < order_.size(); ++place) {
    scales.push_back(scales_[order_[place]]);
    const std::uint8_t* row = vectors_.data() + order_[place] * stride;
    std::copy(row, row + stride, vectors.data() + place * stride);
    for (std::size_t i = 0; i < stride; ++i) {
      signs[(place / 8 * words + i / 64) * 8 + place % 8] |= std::uint64_t{row[i] > 128} << (i % 64);
    }
  }
  out.add(Section::scales, scales);
  out.add(Section::vectors, vectors);
  out.add(Section::signs, signs);
}

std::vector<std::byte> SegmentBuilder::finish(const FieldLengths& lengths) {
  order_.resize(rows_.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::sort(order_.begin(), order_.end(), [&](auto a, auto b) { return rows_[a].id < rows_[b].id; });
  rank_terms();
  SectionWriter out;
  out.header.records = static_cast<std::uint32_t>(rows_.size());
  out.header.dimensions = static_cast<std::uint32_t>(dimensions_);
  write_columns(out);
  write_words(out, lengths);
  write_vectors(out);
  return out.finish();
}

}  // namespace hearth::search
