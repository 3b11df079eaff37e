// "URLs and e-mail addresses in F", "grab all dates from F", "F: phone numbers".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"amounts", "dates",  "deadlines", "email", "emails", "hyperlinks", "key-value", "key-values", "key/value",
     "link",    "links",  "mail",      "money", "pairs",  "phone",      "phones",    "prices",     "sums",
     "table",   "tables", "telephone", "url",   "urls",   "web",        "website",   "websites"});
// The words for the kinds, in the grammar's spelling; numbers and addresses are named together with one of these.
constexpr auto kinds = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"amount", "amounts"},  {"amounts", "amounts"},     {"dates", "dates"},          {"date", "dates"},
     {"deadlines", "dates"}, {"email", "emails"},        {"emails", "emails"},        {"hyperlinks", "urls"},
     {"key", "key"},         {"key-value", "key-value"}, {"key-values", "key-value"}, {"key/value", "key-value"},
     {"link", "urls"},       {"links", "urls"},          {"mail", "emails"},          {"money", "amounts"},
     {"pairs", "pairs"},     {"phone", "phones"},        {"phones", "phones"},        {"prices", "prices"},
     {"sums", "amounts"},    {"table", "table"},         {"tables", "tables"},        {"telephone", "phones"},
     {"url", "urls"},        {"urls", "urls"},           {"value", "value"},          {"values", "values"},
     {"web", "urls"},        {"website", "urls"},        {"websites", "urls"}});

std::string_view kind_of(std::string_view word) {
  for (const auto& [said, meant] : kinds) {
    if (said == word) return meant;
  }
  return {};
}

constexpr auto words = std::to_array<std::string_view>(
    {"2",         "address", "addresses", "also",       "amount",    "any",       "appear",  "appearing",  "are",
     "array",     "collect", "contact",   "contain",    "contained", "contains",  "content", "convert",    "copy",
     "date",      "display", "does",      "each",       "email",     "euro",      "every",   "everything", "exist",
     "extract",   "fetch",   "find",      "fine",       "form",      "format",    "found",   "gather",     "get",
     "give",      "grab",    "harvest",   "has",        "have",      "in",        "inside",  "into",       "json",
     "key",       "know",    "link",      "list",       "listed",    "look",      "mail",    "make",       "mentioned",
     "mentions",  "money",   "monthly",   "name",       "named",     "need",      "number",  "numbers",    "object",
     "objects",   "occur",   "occurring", "of",         "ok",        "one",       "ones",    "out",        "output",
     "page",      "pages",   "paste",     "payments",   "phone",     "pick",      "print",   "provide",    "pull",
     "put",       "read",    "return",    "scrape",     "search",    "see",       "send",    "show",       "site",
     "sites",     "stand",   "standing",  "structured", "take",      "telephone", "tell",    "text",       "there",
     "transform", "turn",    "unique",    "up",         "used",      "valid",     "value",   "values",     "web",
     "what",      "which",   "written"});
constexpr auto counts = std::to_array<std::string_view>({"count", "many", "much", "often"});
constexpr auto writing = std::to_array<std::string_view>({"into", "put"});

std::optional<Clause> say(const Said& said) {
  if (said.files().empty() && !said.refers_back()) return std::nullopt;
  if (!said.texts().empty() || !said.folders().empty() || said.has(counts)) return std::nullopt;
  if (said.has(writing) && said.files().size() > 1) return std::nullopt;
  bool of_mail = said.has({"addresses", "mail", "page"}) && !said.has({"email", "emails", "mail", "web"});
  if (of_mail || (said.has({"number", "numbers"}) && !said.has({"phone", "telephone"}))) return std::nullopt;
  Wording wording(said.clause());
  wording.say("extract the");
  std::vector<std::string_view> named;
  for (std::size_t i = 0; i < said.size(); ++i) {
    std::string_view kind = kind_of(said.word(i));
    if (kind.empty() || listed(named, kind)) continue;
    if (!named.empty()) wording.say("and");
    wording.say(kind);
    named.push_back(kind);
  }
  wording.place(said, "in").say("as json");
  return wording.clause();
}

}  // namespace

const Frame extract_frame{keys, words, say};

}  // namespace hearth::llm::reflex
