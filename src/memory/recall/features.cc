#include "memory/recall/features.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "memory/recall/traits.h"

namespace hearth::memory::recall {

namespace {

using search::Candidate;
using search::Field;
using Asks = Question::Asks;

constexpr std::size_t at(Field field) {
  return static_cast<std::size_t>(field);
}

// How much of the question's rarity a set of its words carries, 0 to 1.
class Rarity {
 public:
  explicit Rarity(const std::vector<search::QueryWord>& words) {
    std::size_t counted = std::min<std::size_t>(words.size(), 64);
    for (std::size_t i = 0; i < counted; ++i) {
      rarities_.push_back(words[i].rarity);
      total_ += words[i].rarity;
      if (words[i].rarity > rarities_[rarest_]) rarest_ = i;
    }
  }
  float share(std::uint64_t matched) const {
    float sum = 0;
    for (std::size_t i = 0; i < rarities_.size(); ++i) sum += (matched >> i & 1) != 0 ? rarities_[i] : 0;
    return total_ > 0 ? sum / total_ : 0;
  }
  bool has_rarest(std::uint64_t matched) const { return !rarities_.empty() && (matched >> rarest_ & 1) != 0; }
  std::size_t words() const { return rarities_.size(); }

 private:
  std::vector<float> rarities_;
  std::size_t rarest_ = 0;
  float total_ = 0;
};

// What the candidates of one session or document have in common.
struct Group {
  std::uint64_t matched = 0;
  float best_lexical = 0;
  float best_dense = 0;
};

// What is measured over all candidates, before any is looked at alone.
struct Overview {
  float best_lexical = 0;
  float strength = 0;  // the best score of words means little where the best has hardly a word of the question
  float best_dense = 0;
  std::uint64_t speakers = 0;  // the words of the question that name somebody who speaks
  UnixMillis oldest = std::numeric_limits<UnixMillis>::max();
  UnixMillis newest = std::numeric_limits<UnixMillis>::min();
  std::unordered_map<std::uint64_t, Group> groups;
  std::unordered_map<std::uint64_t, std::size_t> places;  // of an id among the candidates
  std::vector<float> dense_rank;                          // 1 / (1 + rank); 0: no vector
};

float dense_of(const Candidate& candidate) {
  return std::isnan(candidate.dense) ? 0 : candidate.dense;
}

std::vector<float> dense_ranks(const std::vector<Candidate>& candidates) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!std::isnan(candidates[i].dense)) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return candidates[a].dense != candidates[b].dense ? candidates[a].dense > candidates[b].dense : a < b;
  });
  std::vector<float> ranks(candidates.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = 1.0F / static_cast<float>(i + 1);
  return ranks;
}

std::uint64_t matched_around(const Candidate& candidate) {
  std::uint64_t all = 0;
  for (std::uint64_t matched : candidate.matched) all |= matched;
  return all;
}

Overview overview_of(const std::vector<Candidate>& candidates, const Rarity& rarity) {
  Overview overview;
  for (const Candidate& candidate : candidates) {
    overview.strength = std::max(overview.strength, std::sqrt(rarity.share(matched_around(candidate))));
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    overview.best_lexical = std::max(overview.best_lexical, candidate.lexical);
    overview.best_dense = std::max(overview.best_dense, dense_of(candidate));
    overview.speakers |= candidate.matched[at(Field::speaker)];
    overview.oldest = std::min(overview.oldest, candidate.time);
    overview.newest = std::max(overview.newest, candidate.time);
    Group& group = overview.groups[candidate.group];
    group.matched |= candidate.matched[at(Field::text)] | candidate.matched[at(Field::title)];
    group.best_lexical = std::max(group.best_lexical, candidate.lexical);
    group.best_dense = std::max(group.best_dense, dense_of(candidate));
    overview.places.emplace(candidate.id, i);
  }
  overview.dense_rank = dense_ranks(candidates);
  return overview;
}

// The best score among those said shortly before or after in the same group: ids follow the order of writing.
template <class Score>
float best_near(const search::Answer& answer, const Overview& overview, const Candidate& candidate, Score score) {
  constexpr std::uint64_t reach = 2;
  float best = 0;
  for (std::uint64_t id = candidate.id - std::min(candidate.id, reach); id <= candidate.id + reach; ++id) {
    auto found = id == candidate.id ? overview.places.end() : overview.places.find(id);
    if (found == overview.places.end()) continue;
    const Candidate& other = answer.candidates[found->second];
    if (other.group == candidate.group) best = std::max(best, score(other));
  }
  return best;
}

// 1 inside a span that the question means, less the further after it: much is told some days later.
float time_fit(const Question& question, UnixMillis time) {
  constexpr double day = 86'400'000.0;
  double best = 0;
  for (const TimeSpan& span : question.times) {
    if (time >= span.from && time < span.until) return 1;
    double width = static_cast<double>(span.until - span.from) / day;
    double late = static_cast<double>(time - span.until) / day, early = static_cast<double>(span.from - time) / day;
    if (late >= 0) best = std::max(best, std::exp(-late / std::max(width / 4, 4.0)));
    if (early > 0) best = std::max(best, 0.5 * std::exp(-early / std::max(width / 8, 2.0)));
  }
  return static_cast<float>(best);
}

float relative(float value, float best) {
  return best > 0 ? value / best : 0;
}

float flag(bool is) {
  return is ? 1.0F : 0.0F;
}

// Age in days, halved in weight every 60.
float recency(UnixMillis now, UnixMillis time) {
  constexpr double day = 86'400'000.0;
  double age = std::max(0.0, static_cast<double>(now - time) / day);
  return static_cast<float>(std::exp2(-age / 60));
}

struct Scene {
  const search::Answer& answer;
  const Circumstances& circumstances;
  const Rarity& rarity;
  const Overview& overview;
};

using Named = std::pair<std::string_view, float>;

// One line per feature.
std::array<Named, feature_count> describe(const Scene& scene, std::size_t i) {
  // No structured bindings: lambdas cannot hold them.
  const search::Answer& answer = scene.answer;
  const Circumstances& circumstances = scene.circumstances;
  const Rarity& rarity = scene.rarity;
  const Overview& overview = scene.overview;
  const Candidate& c = answer.candidates[i];
  const Question& question = circumstances.question;
  std::uint64_t text = c.matched[at(Field::text)] & ~overview.speakers;
  std::uint64_t title = c.matched[at(Field::title)], date = c.matched[at(Field::date)];
  std::uint64_t previous = c.matched[at(Field::previous)] & ~overview.speakers;
  std::uint64_t next = c.matched[at(Field::next)] & ~overview.speakers;
  const Group& group = overview.groups.at(c.group);
  bool named = overview.speakers != 0;
  bool by_named = (c.matched[at(Field::speaker)] & overview.speakers) != 0;
  auto trait = [&c](Trait one) { return has(c.traits, one); };
  bool any_time = !question.times.empty();
  float fit = any_time ? time_fit(question, c.time) : 0;
  float span = static_cast<float>(std::max<UnixMillis>(overview.newest - overview.oldest, 1));
  float lateness = static_cast<float>(c.time - overview.oldest) / span;
  float words = static_cast<float>(std::max<std::size_t>(rarity.words(), 2));
  float matched_words = static_cast<float>(std::popcount(c.matched[at(Field::text)]));
  float lexical = overview.strength * relative(c.lexical, overview.best_lexical);
  float length = std::log1p(static_cast<float>(c.length));
  return {{
      {"lexical", lexical},
      {"lexical_squared", lexical * lexical},
      {"lexical_rank", c.lexical > 0 ? 1.0F / static_cast<float>(i + 1) : 0},
      {"dense", dense_of(c)},
      {"dense_relative", relative(dense_of(c), overview.best_dense)},
      {"dense_rank", overview.dense_rank[i]},
      {"lexical_and_dense", lexical * relative(dense_of(c), overview.best_dense)},
      {"coverage_text", rarity.share(text)},
      {"coverage_own", rarity.share(text | title | date)},
      {"coverage_around", rarity.share(text | previous | next)},
      {"coverage_previous_only", rarity.share(previous & ~text)},
      {"coverage_next_only", rarity.share(next & ~text)},
      {"coverage_title", rarity.share(title)},
      {"coverage_date", rarity.share(date)},
      {"coverage_full", flag(rarity.share(text | previous | title | date | overview.speakers) > 0.999F)},
      {"rarest_in_text", flag(rarity.has_rarest(text))},
      {"proximity", c.window > 0 && matched_words > 1 ? matched_words / static_cast<float>(c.window) : 0},
      {"in_order", static_cast<float>(c.in_order) / (words - 1)},
      {"by_named", flag(named && by_named)},
      {"by_another", flag(named && !by_named)},
      {"by_named_in_first_person", flag(named && by_named && trait(Trait::first_person))},
      {"named_in_text_of_another", flag(named && !by_named && trait(Trait::second_person))},
      {"by_user_about_user", flag(question.about_user && trait(Trait::by_user) && trait(Trait::first_person))},
      {"is_question", flag(trait(Trait::question))},
      {"question_with_named", flag(trait(Trait::question) && by_named)},
      {"is_reaction", flag(trait(Trait::reaction))},
      {"when_and_time", flag(question.asks == Asks::when && trait(Trait::time))},
      {"who_and_name", flag(question.asks == Asks::who && trait(Trait::name))},
      {"where_and_place", flag(question.asks == Asks::where && trait(Trait::place))},
      {"amount_and_number", flag((question.asks == Asks::how_many || question.asks == Asks::how_much) &&
                                 (trait(Trait::number) || trait(Trait::money)))},
      {"why_and_reason", flag(question.asks == Asks::why && trait(Trait::reason))},
      {"feeling_and_feeling", flag(question.for_feeling && trait(Trait::feeling))},
      {"plan_and_plan", flag(question.for_plan && trait(Trait::plan))},
      {"list_and_enumeration", flag(question.for_list && trait(Trait::enumeration))},
      {"time_fit", fit},
      {"time_misfit", flag(any_time && fit < 0.1F)},
      {"short", flag(c.length < 6)},
      {"length", length / 5},
      {"group_coverage", rarity.share(group.matched & ~overview.speakers)},
      {"group_lexical", overview.strength * relative(group.best_lexical, overview.best_lexical)},
      {"near_lexical",
       best_near(answer, overview, c,
                 [&](const Candidate& o) { return overview.strength * relative(o.lexical, overview.best_lexical); })},
      {"near_dense",
       best_near(answer, overview, c, [&](const Candidate& o) { return relative(dense_of(o), overview.best_dense); })},
      {"recency", recency(circumstances.now, c.time)},
      {"late_or_early_as_asked", question.for_last    ? lateness
                                 : question.for_first ? 1 - lateness
                                                      : 0},
  }};
}

}  // namespace

std::span<const std::string_view, feature_count> feature_names() {
  static const std::array<std::string_view, feature_count> names = [] {
    search::Answer answer{.words = {}, .candidates = {Candidate{}}};
    Question question;
    Circumstances circumstances{.question = question, .now = 0};
    Rarity rarity(answer.words);
    Overview overview = overview_of(answer.candidates, rarity);
    std::array<std::string_view, feature_count> found;
    auto described = describe({answer, circumstances, rarity, overview}, 0);
    std::transform(described.begin(), described.end(), found.begin(), [](const Named& each) { return each.first; });
    return found;
  }();
  return names;
}

std::vector<Features> features_of(const search::Answer& answer, const Circumstances& circumstances) {
  Rarity rarity(answer.words);
  Overview overview = overview_of(answer.candidates, rarity);
  std::vector<Features> all(answer.candidates.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto described = describe({answer, circumstances, rarity, overview}, i);
    std::transform(described.begin(), described.end(), all[i].begin(), [](const Named& each) { return each.second; });
  }
  return all;
}

}  // namespace hearth::memory::recall
