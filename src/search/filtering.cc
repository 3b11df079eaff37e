#include "search/filtering.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hearth::search {

namespace {

// Keeps the places that pass; words of the set that are empty already cost nothing.
template <class Passes>
void keep(PlaceSet& allowed, std::size_t records, Passes passes) {
  for (std::size_t word = 0; word * 64 < records; ++word) {
    if (allowed[word] == 0) continue;
    std::uint64_t kept = 0;
    const std::size_t end = std::min<std::size_t>(64, records - word * 64);
    for (std::size_t i = 0; i < end; ++i) kept |= std::uint64_t{passes(word * 64 + i)} << i;
    allowed[word] &= kept;
  }
}

// Keeps the places whose number in the column is wanted.
void keep_wanted(PlaceSet& allowed, const Segment& segment, Section section, const std::vector<char>& wanted) {
  if (std::find(wanted.begin(), wanted.end(), 0) == wanted.end()) return;
  if (std::find(wanted.begin(), wanted.end(), 1) == wanted.end()) {
    allowed.fill(0);
    return;
  }
  const Column column = segment.column(section);
  keep(allowed, segment.records(), [&](std::size_t place) { return wanted[column[place]] != 0; });
}

void keep_values(PlaceSet& allowed, const Segment& segment, Section values, Section section,
                 const std::vector<std::uint64_t>& any_of) {
  if (any_of.empty()) return;
  std::vector<char> wanted;
  for (const std::uint64_t value : segment.values<std::uint64_t>(values)) {
    wanted.push_back(std::find(any_of.begin(), any_of.end(), value) != any_of.end() ? 1 : 0);
  }
  keep_wanted(allowed, segment, section, wanted);
}

void keep_tagged(PlaceSet& allowed, const Segment& segment, const std::vector<std::string>& tags) {
  const auto ends = segment.values<std::uint32_t>(Section::tag_set_offsets);
  const auto items = segment.values<std::uint32_t>(Section::tag_set_items);
  std::vector<char> wanted;
  for (std::size_t set = 0; set + 1 < ends.size(); ++set) {
    wanted.push_back(std::all_of(tags.begin(), tags.end(), [&](std::string_view tag) {
      return std::any_of(items.begin() + ends[set], items.begin() + ends[set + 1], [&](std::uint32_t item) {
        return segment.text(Section::tag_offsets, Section::tag_bytes, item) == tag;
      });
    }));
  }
  keep_wanted(allowed, segment, Section::tag_sets, wanted);
}

}  // namespace

std::size_t allow(const Part& part, const Filter& filter, PlaceSet& allowed) {
  const Segment& segment = *part.segment;
  const std::size_t n = segment.records();
  allowed.fill(0);
  for (std::size_t word = 0; word * 64 < n; ++word) {
    const std::size_t left = n - word * 64;
    allowed[word] = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    if (part.erased) allowed[word] &= ~part.erased->bits[word];
  }
  keep_values(allowed, segment, Section::group_values, Section::groups, filter.groups);
  keep_values(allowed, segment, Section::scope_values, Section::scopes, filter.scopes);
  if (filter.kinds != std::numeric_limits<std::uint32_t>::max()) {
    const auto kinds = segment.values<std::uint8_t>(Section::kinds);
    keep(allowed, n, [&](std::size_t place) { return (filter.kinds >> kinds[place] & 1U) != 0; });
  }
  const Filter everything = {};
  if (filter.from != everything.from || filter.until != everything.until) {
    const auto times = segment.values<std::int64_t>(Section::times);
    keep(allowed, n, [&](std::size_t place) { return times[place] >= filter.from && times[place] < filter.until; });
  }
  if (!filter.path_prefix.empty()) {
    std::vector<char> wanted;
    for (std::size_t i = 0; i + 1 < segment.values<std::uint32_t>(Section::path_offsets).size(); ++i) {
      wanted.push_back(segment.text(Section::path_offsets, Section::path_bytes, i).starts_with(filter.path_prefix));
    }
    keep_wanted(allowed, segment, Section::paths, wanted);
  }
  if (!filter.tags.empty()) keep_tagged(allowed, segment, filter.tags);
  std::size_t count = 0;
  for (const std::uint64_t word : allowed) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

}  // namespace hearth::search
