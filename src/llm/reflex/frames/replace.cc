// "Swap out A for B in F", "all mentions of A in F should become B", "in F put B instead of A".
#include <array>
#include <utility>
#include <vector>

#include "llm/reflex/frames/frame.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"alter",    "amend",     "become",    "becomes", "change",     "changed",     "correct", "corrected",
     "exchange", "exchanged", "fix",       "has",     "make",       "modify",      "must",    "put",
     "replace",  "replaced",  "replacing", "should",  "substitute", "substituted", "swap",    "swapped",
     "switch",   "turn",      "turned",    "update",  "use"});
constexpr auto words = std::to_array<std::string_view>(
    {"all",       "any",        "appears",    "change",       "currently",   "date",    "each",     "edit",
     "every",     "everywhere", "find",       "find+replace", "found",       "from",    "has",      "instance",
     "instances", "instead",    "is",         "it",           "line",        "mention", "mentions", "name",
     "new",       "now",        "number",     "occurrence",   "occurrences", "occurs",  "old",      "ought",
     "out",       "outdated",   "phrase",     "place",        "places",      "price",   "rather",   "read",
     "reads",     "say",        "says",       "search",       "spelling",    "stands",  "string",   "term",
     "text",      "than",       "throughout", "time",         "times",       "value",   "where",    "wherever",
     "word",      "words",      "written",    "wrong"});
constexpr auto sure_of_plain_words =
    std::to_array<std::string_view>({"exchange", "replace", "replaced", "replacing", "substitute", "swap", "swapped"});
constexpr auto about_each_place =
    std::to_array<std::string_view>({"each", "every", "everywhere", "instances", "mention", "mentions", "occurrence",
                                     "occurrences", "throughout", "wherever"});
constexpr auto wished = std::to_array<std::string_view>({"has", "must", "ought", "should"});
constexpr auto result =
    std::to_array<std::string_view>({"change", "be", "become", "changed", "read", "replaced", "say"});
constexpr auto names_old_behind = std::to_array<std::string_view>({"instead", "place", "rather", "replacing"});
constexpr auto names_old_first = std::to_array<std::string_view>({"instead", "place", "rather"});
constexpr auto says = std::to_array<std::string_view>({"reads", "says"});
constexpr auto first_word = std::to_array<std::string_view>({"first"});

bool unquoted_is_plain(const Said& said, const std::vector<Span>& texts) {
  bool quoted = said.is_quoted(texts[0]) && said.is_quoted(texts[1]);
  auto is_figure = [&said](Span text) {
    std::string_view last = said.word(text.end - 1);
    return !last.empty() && is_digit(last.back());
  };
  if (!quoted && is_figure(texts[0]) && is_figure(texts[1])) return true;
  bool corrects = said.has({"say", "says", "read", "reads"}) && (said.has({"instead"}) || said.has(wished));
  bool in_place_of = said.has({"put", "use"}) && said.has({"instead", "place"});
  return quoted || corrects || in_place_of || said.has(sure_of_plain_words) || said.has(about_each_place);
}

// The old and the new text; nothing if they are not two. "The status has to change from "a" to "b"" names three.
std::vector<Span> old_and_new(const Said& said) {
  std::vector<Span> texts = said.texts();
  bool named_first =
      texts.size() == 3 && !said.is_quoted(texts[0]) && said.is_quoted(texts[1]) && said.is_quoted(texts[2]);
  if (named_first) texts.erase(texts.begin());
  if (texts.size() != 2) texts.clear();
  return texts;
}

std::optional<Clause> say(const Said& said) {
  std::vector<Span> texts = old_and_new(said);
  if (texts.empty() || said.files().size() > 1 || !said.folders().empty()) return std::nullopt;
  bool says_where = said.word(0) == "where" && said.size() > 1 && said.word(1) == "it";
  if (said.asks() && !says_where) return std::nullopt;
  if (!unquoted_is_plain(said, texts)) return std::nullopt;
  Span one = texts[0], other = texts[1];
  std::size_t wish = said.find(wished, 0, said.size());
  if (wish < said.size() && !said.has(sure_of_plain_words) && said.find(result, wish, said.size()) == said.size())
    return std::nullopt;
  bool both_quoted = said.is_quoted(one) && said.is_quoted(other);
  if (said.has({"make"}) && !both_quoted) return std::nullopt;
  if (one.end == other.begin) return std::nullopt;
  bool old_behind = said.find(names_old_behind, one.end, other.begin) < other.begin;
  bool substitutes = said.word(0) == "substitute" &&
                     said.find(std::array<std::string_view, 1>{"for"}, one.end, other.begin) < other.begin;
  // "Put A in F instead of B", but not "put A in B".
  bool puts = said.has({"put", "use"}) && !old_behind;
  bool says_old = said.find(says, 0, one.begin) < one.begin;
  if (puts && !says_old && said.find(names_old_first, 0, one.begin) == one.begin) return std::nullopt;
  if (old_behind || substitutes) std::swap(one, other);
  Wording wording(said.clause());
  wording.say("replace");
  if (said.has(first_word)) wording.say("the first");
  wording.quote(one).say("with").quote(other).place(said, "in");
  return wording.clause();
}

}  // namespace

const Frame replace_frame{keys, words, say};

}  // namespace hearth::llm::reflex
