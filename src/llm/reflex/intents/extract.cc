// "Extract all e-mail addresses from contracts/lease.md as JSON", "get the table of the product report", "convert
// orders.csv to JSON", "which dates are in the lease?".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "llm/reflex/extractors/key_values.h"
#include "llm/reflex/extractors/kinds.h"
#include "llm/reflex/extractors/tables.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern strong_verb(
    "^(?:extract|pull|collect|harvest|gather|parse|export|convert|turn|transform|scrape|pick|output|return)\\b|\\bas "
    "(?:a )?(?:json|list)\\b|\\b(?:in|to|into) json\\b|\\bjson (?:array|list|object|format)\\b");
const Pattern weak_verb(
    "^(?:list|get|give|find|show|which|what|search|print|display|read|tell|name|are there|is "
    "there|does|do|all|any|every|see|scan|look|make|create|produce|fetch|dump|write)\\b");
const Pattern many(
    "\\b(?:emails|addresses|dates|urls|links|amounts|prices|sums|costs|phones|numbers|websites|hyperlinks|deadlines|"
    "payments|pairs|settings|tables?|rows|fields|keys|uris|values|money|telephones)\\b|"
    "\\b(?:every|each|any|(?:with|contain\\w*) an?) (?:\\w+ )?(?:date|email|mail "
    "address|url|link|amount|price|phone)\\b");
const Pattern counted(
    "\\bhow many\\b|\\bnumber of (?:email|date|url|link|amount|row|line|word|phone|heading|file)|^count\\b|\\bhow "
    "often\\b");
const Pattern table_words("\\b(?:tables?|rows|csv)\\b");
const Pattern pair_words(
    "\\b(?:key[- /]?(?:and[- ])?values?|pairs|settings|configuration|config "
    "values|fields|metadata|keys|properties|options|header fields|values)\\b");
const Pattern whole_as_json(
    "^(?:convert|turn|transform|parse|export|extract|show|give|print|return|output|get|read|make|represent|format|dump)"
    "\\b.*\\bjson\\b");
const Pattern by_name("\\b(?:for|of|named|called|about|belong\\w*|to) (?:customer|the customer|mr|ms|mrs)\\b");
const Pattern question_about_one(
    "^(?:what|which|who|when|where) (?:is|was) (?:the |our |my )?(?:\\w+ "
    ")?(?:email|phone|date|url|link|price|amount|cost|sum|web|website|telephone)");

constexpr auto vocabulary = std::to_array<std::string_view>(
    {"address",   "addresses",     "amount",    "amounts",  "appear",    "appearing",  "appears", "array",
     "collect",   "configuration", "contains",  "contain",  "convert",   "cost",       "costs",   "csv",
     "currency",  "date",          "dates",     "deadline", "deadlines", "display",    "dump",    "email",
     "emails",    "euro",          "exist",     "export",   "extract",   "fetch",      "field",   "fields",
     "figures",   "find",          "format",    "found",    "gather",    "hyperlinks", "json",    "key",
     "key-value", "key-values",    "keys",      "link",     "links",     "list",       "listed",  "look",
     "mail",      "make",          "mentioned", "mentions", "mention",   "metadata",   "money",   "monetary",
     "name",      "number",        "numbers",   "object",   "occur",     "objects",    "options", "output",
     "pair",      "pairs",         "parse",     "phone",    "phones",    "pick",       "price",   "prices",
     "print",     "properties",    "pull",      "read",     "represent", "return",     "row",     "rows",
     "scan",      "search",        "settings",  "setting",  "show",      "sum",        "sums",    "table",
     "tables",    "telephone",     "transform", "turn",     "uri",       "url",        "urls",    "uris",
     "value",     "values",        "valid",     "web",      "website",   "websites",   "write",   "key/value",
     "create",    "produce",       "occurring", "stored",   "given",     "data",       "out",     "structured",
     "array",     "strings",       "unique",    "distinct", "different", "payments",   "config",  "header",
     "mobile",    "fax",           "see",       "written"});

json unique_texts(const std::vector<Find>& finds) {
  json texts = json::array();
  for (const Find& find : finds) {
    if (std::find(texts.begin(), texts.end(), find.text) == texts.end()) texts.push_back(find.text);
  }
  return texts;
}

struct Located {
  std::string path;
  Find find;
};

std::string fenced(const json& value) {
  return "```json\n" + value.dump(2, ' ', false, json::error_handler_t::replace) + "\n```";
}

std::string citations(const std::vector<Located>& finds) {
  std::string text;
  for (const Located& found : finds)
    text += fmt::format("\n- {} ({}:{})", found.find.text, found.path, found.find.line);
  return text;
}

std::optional<Fragment> extract_kinds(Desk& desk, const std::vector<FileReference>& files,
                                      const std::vector<const Extractor*>& kinds) {
  std::vector<std::vector<Located>> found(kinds.size());
  std::vector<Fragment> problems;
  std::vector<std::string> paths;
  bool waiting = false;
  for (const FileReference& file : files) {
    std::optional<Loaded> loaded = load(desk, file);
    waiting = waiting || !loaded;
    if (!loaded) continue;
    if (loaded->problem) {
      problems.push_back(*loaded->problem);
      continue;
    }
    paths.push_back(loaded->source.path);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      for (const Find& find : kinds[i]->find(loaded->source.lines)) found[i].push_back({loaded->source.path, find});
    }
  }
  if (waiting) return std::nullopt;
  if (paths.empty()) return joined(problems);
  json all = json::object();
  std::string lists, counts;
  bool any = false;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    std::vector<Find> finds;
    for (const Located& located : found[i]) finds.push_back(located.find);
    json texts = unique_texts(finds);
    any = any || !texts.empty();
    counts += fmt::format("{}{} {}",
                          i == 0                  ? ""
                          : i + 1 == kinds.size() ? " and "
                                                  : ", ",
                          texts.size(), texts.size() == 1 ? kinds[i]->singular : kinds[i]->plural);
    all[std::string(kinds[i]->name)] = std::move(texts);
    lists += citations(found[i]);
  }
  json shown = kinds.size() == 1 ? all[std::string(kinds[0]->name)] : all;
  if (!any) {
    std::string what;
    for (const Extractor* kind : kinds) what += (what.empty() ? "" : ", ") + std::string(kind->plural);
    problems.push_back(Fragment::not_found(
        fmt::format("Not found: there are no {} in {}.\n\n{}", what, name_list(paths), fenced(shown))));
    return joined(problems);
  }
  problems.insert(problems.begin(),
                  Fragment::done(fmt::format("{} in {}:\n\n{}\n{}", counts, name_list(paths), fenced(shown), lists)));
  return joined(problems);
}

json objects_of(const Table& table) {
  json objects = json::array();
  for (const auto& row : table.rows) {
    json object = json::object();
    for (std::size_t i = 0; i < table.header.size(); ++i) object[table.header[i]] = i < row.size() ? row[i] : "";
    objects.push_back(std::move(object));
  }
  return objects;
}

Fragment tell_tables(const Source& source) {
  std::vector<Table> tables = tables_of(source.path, source.lines);
  if (tables.empty()) return Fragment::not_found(fmt::format("Not found: there is no table in `{}`.", source.path));
  json value = json::array();
  for (const Table& table : tables) value.push_back(objects_of(table));
  std::string text = fmt::format("{} table{} in `{}`:\n\n{}\n", tables.size(), tables.size() == 1 ? "" : "s",
                                 source.path, fenced(tables.size() == 1 ? value[0] : value));
  for (const Table& table : tables)
    text += fmt::format("\n- {} rows under the header at {}", table.rows.size(), cite(source, table.line));
  return Fragment::done(text);
}

Fragment tell_pairs(const Source& source) {
  if (extension_of(source.path) == "json") {
    std::string text;
    for (const std::string& line : source.lines) text += line + "\n";
    json value = json::parse(text, nullptr, false);
    if (!value.is_discarded())
      return Fragment::done(fmt::format("The data of `{}` ({}):\n\n{}", source.path, cite(source, 1), fenced(value)));
  }
  std::vector<KeyValue> pairs = key_values_of(source.path, source.lines);
  if (pairs.empty())
    return Fragment::not_found(fmt::format("Not found: there are no keys with values in `{}`.", source.path));
  std::string text = fmt::format("{} key{} with values in `{}`:\n\n{}\n", pairs.size(), pairs.size() == 1 ? "" : "s",
                                 source.path, fenced(as_object(pairs)));
  for (const KeyValue& pair : pairs)
    text += fmt::format("\n- {} ({})", trim(source.lines[pair.line - 1]), cite(source, pair.line));
  return Fragment::done(text);
}

// The files of a folder, or of all folders, that text can be taken from.
std::optional<std::vector<FileReference>> all_files(Desk& desk, const std::string& folder) {
  json arguments = {{"glob", "*"}};
  if (!folder.empty()) arguments["path"] = folder;
  const Reply* reply = desk.ask("fs_find", arguments);
  if (reply == nullptr) return std::nullopt;
  std::vector<FileReference> files;
  constexpr std::size_t most = 50;
  for (const json& path : reply->is_error ? json::array() : reply->structured.value("paths", json::array())) {
    if (files.size() < most) files.push_back({FileReference::Kind::path, path.get<std::string>()});
  }
  return files;
}

std::optional<Fragment> extract_from_folder(Desk& desk, const std::string& folder,
                                            const std::vector<const Extractor*>& kinds) {
  std::optional<std::vector<FileReference>> files = all_files(desk, folder);
  if (!files) return std::nullopt;
  if (files->empty())
    return Fragment::not_found(fmt::format("Not found: there are no files in `{}`.", folder.empty() ? "." : folder));
  return extract_kinds(desk, *files, kinds);
}

Step each(const std::vector<FileReference>& files, Fragment (*tell)(const Source&)) {
  return Step{Step::Order::free, [files, tell](Desk& desk) { return tell_each(desk, files, tell); }};
}

bool is_table_file(const std::vector<FileReference>& files) {
  return !files.empty() && (files[0].text.ends_with(".csv") || files[0].text.ends_with(".tsv"));
}

}  // namespace

std::optional<Step> match_extract(const Reading& reading) {
  const std::string& text = reading.clause.text;
  bool strong = RE2::PartialMatch(text, strong_verb);
  if (RE2::PartialMatch(text, counted) || (!strong && !RE2::PartialMatch(text, weak_verb))) return std::nullopt;
  if (!strong && (RE2::PartialMatch(text, question_about_one) || !RE2::PartialMatch(text, many))) return std::nullopt;
  if (!reading.clause.of_kind(Token::Kind::quoted).empty() && RE2::PartialMatch(text, "^(?:find|search)"_re))
    return std::nullopt;
  std::vector<const Extractor*> kinds = extractors_named(text);
  bool pairs = RE2::PartialMatch(text, pair_words), table = RE2::PartialMatch(text, table_words);
  bool whole = RE2::PartialMatch(text, whole_as_json);
  if (kinds.empty() && !pairs && !table && !whole) return std::nullopt;
  if (kinds.empty() && !strong && (!table || RE2::PartialMatch(text, "\\btable of contents\\b|\\bcsv files?\\b"_re)) &&
      !RE2::PartialMatch(text,
                         "\\bkey[- /]?value|\\bpairs\\b|\\bkeys\\b|\\b(?:all|the) settings (?:in|of|from) <f>"_re))
    return std::nullopt;
  // "List the prices per product": a word more than kinds and a file is a question.
  if (!strong && !kinds.empty() && reading.files.empty() && !reading.folder && !reading.refers_back &&
      !words_outside(reading.clause, vocabulary).empty() && RE2::PartialMatch(text, "^(?:what|which|tell|who)"_re))
    return std::nullopt;

  std::vector<FileReference> files =
      reading.folder && reading.files.empty() ? std::vector<FileReference>{} : files_meant(reading, vocabulary);
  bool everywhere =
      files.empty() &&
      (reading.folder ||
       RE2::PartialMatch(
           text,
           "\\b(?:all|every|any) (?:the |my |of the |of my )?(?:files|documents)|\\b(?:this|the) (?:folder|workspace|directory)|\\banywhere\\b"_re));
  if (!kinds.empty() && everywhere) {
    return Step{Step::Order::free, [folder = reading.folder.value_or(""), kinds](Desk& desk) {
                  return extract_from_folder(desk, folder, kinds);
                }};
  }
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("take this from"); }};
  if (pairs && (kinds.empty() || RE2::PartialMatch(text, "\\bkey"_re)))
    return is_table_file(files) ? each(files, tell_tables) : each(files, tell_pairs);
  if (!kinds.empty()) {
    return Step{Step::Order::free, [files, kinds](Desk& desk) { return extract_kinds(desk, files, kinds); }};
  }
  bool as_table = table || is_table_file(files);
  return each(files, as_table ? tell_tables : tell_pairs);
}

}  // namespace hearth::llm::reflex
