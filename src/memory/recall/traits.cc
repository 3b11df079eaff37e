#include "memory/recall/traits.h"

#include <algorithm>
#include <vector>

#include "memory/recall/words.h"

namespace hearth::memory::recall {

namespace {

// Each list is sorted.
constexpr std::string_view first[] = {"i",   "i'd",  "i'll", "i'm", "i've", "me",    "mine",  "my",   "myself",
                                      "our", "ours", "us",   "we",  "we'd", "we'll", "we're", "we've"};
constexpr std::string_view second[] = {"you", "you'd", "you'll", "you're", "you've", "your", "yours", "yourself"};
constexpr std::string_view times[] = {
    "afternoon", "ago",      "april",    "august",   "autumn",   "birthday", "christmas", "daily",
    "day",       "days",     "december", "easter",   "evening",  "february", "fortnight", "friday",
    "hour",      "hours",    "january",  "july",     "june",     "last",     "later",     "march",
    "may",       "midnight", "minutes",  "monday",   "month",    "months",   "morning",   "next",
    "night",     "noon",     "november", "october",  "recently", "saturday", "september", "since",
    "spring",    "summer",   "sunday",   "thursday", "today",    "tomorrow", "tonight",   "tuesday",
    "wednesday", "week",     "weekend",  "weeks",    "winter",   "year",     "years",     "yesterday"};
constexpr std::string_view numbers[] = {"couple", "dozen",   "eight",    "eleven", "fifty",  "five",   "forty", "four",
                                        "half",   "hundred", "million",  "nine",   "once",   "seven",  "six",   "ten",
                                        "third",  "thirty",  "thousand", "three",  "twelve", "twenty", "twice", "two"};
constexpr std::string_view moneys[] = {"bucks", "cent",  "cents", "cost", "costs", "dollar", "dollars", "eur",
                                       "euro",  "euros", "paid",  "pay",  "pound", "pounds", "price",   "usd"};
constexpr std::string_view place_words[] = {"at", "from", "in", "near", "to"};
constexpr std::string_view reasons[] = {"because", "cause",     "reason", "reasons", "since",
                                        "so",      "therefore", "thus",   "why"};
constexpr std::string_view reactions[] = {
    "absolutely", "agree",   "agreed",     "amazing",   "awesome", "aww",   "bye",     "congrats",  "congratulations",
    "cool",       "exactly", "fantastic",  "glad",      "good",    "great", "haha",    "happy",     "hello",
    "hey",        "hi",      "incredible", "inspiring", "lovely",  "nice",  "ok",      "okay",      "right",
    "sounds",     "sure",    "thank",      "thanks",    "totally", "true",  "welcome", "wonderful", "wow",
    "yeah",       "yep",     "yes"};
constexpr std::string_view negations[] = {"can't", "cannot", "didn't", "doesn't", "don't",  "isn't", "never",
                                          "no",    "none",   "not",    "nothing", "wasn't", "won't"};
constexpr std::string_view pasts[] = {"ate",  "became", "began", "bought", "broke", "brought", "came", "did",
                                      "felt", "found",  "gave",  "got",    "had",   "heard",   "left", "lost",
                                      "made", "met",    "ran",   "saw",    "spent", "taught",  "took", "told",
                                      "was",  "went",   "were",  "won",    "wrote"};
constexpr std::string_view plans[] = {"going", "gonna", "i'll",     "intend", "plan",  "planned", "planning",
                                      "plans", "soon",  "tomorrow", "want",   "we'll", "will"};
constexpr std::string_view feelings[] = {
    "afraid", "angry",    "anxious",    "disappointed", "enjoy",    "enjoyed",  "excited", "feel",  "feeling",
    "feels",  "felt",     "frustrated", "grateful",     "happy",    "hate",     "love",    "loved", "nervous",
    "proud",  "relieved", "sad",        "scared",       "stressed", "thrilled", "tired",   "upset", "worried"};
constexpr std::string_view changes[] = {"actually", "anymore", "changed",  "instead", "longer",   "moved",
                                        "now",      "quit",    "replaced", "stopped", "switched", "updated"};

bool is_capital(std::string_view written) {
  return written.size() > 1 && written[0] >= 'A' && written[0] <= 'Z' && written[1] >= 'a' && written[1] <= 'z';
}

bool begins_with_digit(const Word& word) {
  return word.folded[0] >= '0' && word.folded[0] <= '9';
}

std::uint32_t traits_of_word(const std::vector<Word>& words, std::size_t i, std::size_t& reactions_seen) {
  const Word& word = words[i];
  std::string_view folded = word.folded;
  std::uint32_t found = 0;
  auto note = [&found](bool is, Trait trait) { found |= is ? bit(trait) : 0; };
  note(holds(first, folded), Trait::first_person);
  note(holds(second, folded), Trait::second_person);
  note(holds(times, folded), Trait::time);
  note(holds(numbers, folded) || begins_with_digit(word), Trait::number);
  note(holds(moneys, folded), Trait::money);
  bool named = is_capital(word.written) && !word.begins_sentence && !holds(first, folded);
  note(named, Trait::name);
  note(i > 0 && named && holds(place_words, words[i - 1].folded), Trait::place);
  note(i > 1 && words[i - 1].folded == "the" && holds(place_words, words[i - 2].folded), Trait::place);
  note(holds(reasons, folded), Trait::reason);
  note(holds(negations, folded), Trait::negation);
  note(holds(pasts, folded) || (folded.size() > 4 && folded.ends_with("ed")), Trait::past);
  note(holds(plans, folded), Trait::plan);
  note(holds(feelings, folded), Trait::feeling);
  note(holds(changes, folded), Trait::change);
  reactions_seen += holds(reactions, folded) ? 1 : 0;
  return found;
}

// Half of its sentences, or more, end as questions do.
bool mostly_asks(std::string_view text) {
  auto questions = std::count(text.begin(), text.end(), '?');
  auto others = std::count(text.begin(), text.end(), '.') + std::count(text.begin(), text.end(), '!');
  return questions > 0 && questions >= others;
}

}  // namespace

std::uint32_t traits_of(std::string_view text) {
  constexpr std::size_t seen = 200;
  std::vector<Word> words = words_of(text, seen);
  std::uint32_t traits = 0;
  std::size_t reactions_seen = 0;
  for (std::size_t i = 0; i < words.size(); ++i) traits |= traits_of_word(words, i, reactions_seen);
  if (mostly_asks(text)) traits |= bit(Trait::question);
  if (reactions_seen * 4 >= std::max<std::size_t>(words.size(), 1) || words.size() < 4) traits |= bit(Trait::reaction);
  if (text.find('$') != std::string_view::npos || text.find("\xE2\x82\xAC") != std::string_view::npos) {
    traits |= bit(Trait::money);
  }
  if (std::count(text.begin(), text.end(), ',') > 1 && text.find(" and ") != std::string_view::npos) {
    traits |= bit(Trait::enumeration);
  }
  return traits;
}

}  // namespace hearth::memory::recall
