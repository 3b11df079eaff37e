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
    {"addresses", "amount", "any",        "appear",    "appearing", "array",     "collect",    "contain",   "contained",
     "contains",  "copy",   "date",       "display",   "email",     "every",     "everything", "exist",     "extract",
     "fetch",     "find",   "found",      "gather",    "get",       "give",      "grab",       "has",       "have",
     "harvest",   "json",   "key",        "list",      "listed",    "look",      "mail",       "mentioned", "money",
     "name",      "named",  "numbers",    "occur",     "occurring", "out",       "output",     "paste",     "phone",
     "pick",      "print",  "pull",       "put",       "return",    "scrape",    "search",     "see",       "send",
     "show",      "stand",  "structured", "telephone", "tell",      "text",      "there",      "turn",      "up",
     "used",      "value",  "web",        "written",   "format",    "form",      "each",       "read",      "are",
     "mentions",  "into",   "convert",    "take",      "turn",      "number",    "address",    "does",      "know",
     "inside",    "also",   "euro",       "contact",   "valid",     "unique",    "pages",      "sites",     "page",
     "site",      "link",   "one",        "standing",  "convert",   "transform", "make",       "object",    "objects",
     "which",     "ones",   "what",       "values",    "monthly",   "payments",  "in",         "2",         "need",
     "provide",   "of",     "content"});
constexpr auto counts = std::to_array<std::string_view>({"count", "many", "often", "much"});
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

const Frame extract_frame{"extract", keys, words, say};

}  // namespace hearth::llm::reflex
