// "How many words does README.md have?", "count the lines of code/inventory.py", "how often does \"kiln\" occur in the
// lease?", "how many Python files are there?", "how many rows are in orders.csv?".
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "llm/reflex/extractors/kinds.h"
#include "llm/reflex/extractors/tables.h"
#include "llm/reflex/file_kinds.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/occurrences.h"
#include "llm/reflex/source.h"
#include "llm/reflex/text/outline.h"
#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:how many|count|counts|number of|how often|total of|how long|how big|how large|word count|line "
    "count|character count|tally|what is the (?:length|size)|statistics|stats|calculate|occurrences|how much "
    "text|amount of (?:words|lines|characters|files))\\b");
const Pattern lines_word("\\blines?\\b|\\bloc\\b|\\bhow long\\b|\\blength\\b|\\bstat(?:s|istics)\\b");
const Pattern words_word("\\bwords?\\b|\\bhow long\\b|\\blength\\b|\\bstat(?:s|istics)\\b|\\bhow much text\\b");
const Pattern characters_word("\\b(?:characters?|chars?|letters|symbols)\\b|\\bstat(?:s|istics)\\b");
const Pattern bytes_word("\\bbytes?\\b|\\bhow (?:big|large)\\b|\\b(?:file )?size\\b");
const Pattern headings_word("\\b(?:headings?|headlines?|sections?|chapters?|subheadings?|headers)\\b");
const Pattern rows_word("\\b(?:rows?|records?|entries|data lines|lines of data|orders)\\b");
const Pattern columns_word("\\bcolumns?\\b");
const Pattern functions_word("\\b(?:functions?|methods?)\\b");
const Pattern classes_word("\\b(?:classes|structs|class)\\b");
const Pattern sentences_word("\\bsentences?\\b");
const Pattern paragraphs_word("\\bparagraphs?\\b");
const Pattern tables_word("\\btables?\\b");
const Pattern open_tasks(
    "\\b(?:open|unfinished|unchecked|undone|pending|remaining) (?:tasks?|items?|action "
    "items?|to-?dos?|points)\\b|\\bunticked\\b|\\bunchecked\\b");
const Pattern done_tasks(
    "\\b(?:done|finished|checked|completed|closed|ticked) (?:tasks?|items?|action items?|to-?dos?|boxes)\\b");
const Pattern all_tasks("\\b(?:tasks|action items|check ?boxes|list items|items|bullets?(?: points)?)\\b");
const Pattern todos_word("\\b(todos?|fixmes?)\\b");
const Pattern files_word("\\b(?:files?|documents?|folders|directories|subfolders|scripts?|<g>)\\b|<g>");
const Pattern occurrence(
    "\\b(?:how often|occur\\w*|appear\\w*|mention\\w*|times|instances?|come up|contains?|matches)\\b");
const Pattern occurring_term(
    "\\b(?:occurrences?|appearances?|mentions?|instances?|matches) (?:of|for) (?:the "
    ")?(?:(?:word|term|string|phrase|name|text|letter|number) )*(.+?)(?: (?:there "
    ")?(?:are|is|there|in|inside|within|across|occur|appear|does|do)(?: .*)?)?$|"
    "\\b(?:how often|how many times) (?:is|are|does|do|did|was|were|can)(?: i| we| you)? ?(?:the "
    ")?(?:(?:word|term|string|phrase|name|text|find|see|letter|number) )*(.+?) "
    "(?:occurs?|appears?|mentioned|used|come|comes|found|show|shows|in|inside|within|there|written|named|contained)\\b|"
    "\\btimes (?:the )?(?:(?:word|term|string|phrase|name|text) )*(.+?) "
    "(?:occurs?|appears?|is|are|in|shows?|comes?)\\b|"
    "\\b(?:how many|count|count the|count all|number of) (?:the )?lines? (?:that |which )?(?:in <f> |of <f> "
    ")?(?:contain(?:s|ing)?|mention(?:s|ing)?|with|have|include|match(?:es|ing)?|say(?:ing)?|start with) (?:the "
    ")?(?:(?:word|term|string|phrase|name|text) )*(.+?)(?: (?:are|is|in|inside|within|there|does|do)(?: .*)?)?$|"
    "^(?:count|how often|number of|how many) (?:all )?(?:the )?(?:(?:word|term|string|phrase|name) )*(<q>s?)");
const Pattern lines_with(
    "\\blines? (?:that |which )?(?:in <f> |of <f> )?(?:contain|mention|with|have|include|match|say|start with)");
const Pattern word_named("\\bword\\b");

constexpr auto vocabulary = std::to_array<std::string_view>(
    {"amount",     "appear",     "appears",    "big",       "boxes",       "bytes",      "calculate", "character",
     "characters", "chars",      "checkboxes", "class",     "classes",     "column",     "columns",   "comprise",
     "consist",    "contain",    "contained",  "contains",  "count",       "counts",     "data",      "date",
     "dates",      "defined",    "email",      "emails",    "address",     "addresses",  "amounts",   "entries",
     "exactly",    "exist",      "find",       "found",     "function",    "functions",  "header",    "headers",
     "heading",    "headings",   "headline",   "headlines", "include",     "item",       "items",     "large",
     "length",     "letters",    "line",       "link",      "links",       "loc",        "long",      "method",
     "methods",    "number",     "numbers",    "occur",     "occurrences", "often",      "open",      "orders",
     "paragraph",  "paragraphs", "phone",      "phones",    "record",      "records",    "report",    "row",
     "rows",       "section",    "sections",   "sentence",  "sentences",   "size",       "stats",     "statistics",
     "structs",    "symbols",    "table",      "tables",    "tally",       "task",       "tasks",     "times",
     "todo",       "todos",      "fixme",      "fixmes",    "url",         "urls",       "web",       "word",
     "text",       "many",       "show",       "compute",   "determine",   "altogether", "overall",   "different",
     "unique",     "action",     "chapters",   "done",      "finished",    "checked",    "unchecked", "bullet",
     "prices",     "checking",   "written",    "code"});

// One thing that can be counted in the text of one file.
struct Unit {
  std::string_view singular;
  std::string_view plural;
  const Pattern* word;
  std::size_t (*count)(const Source& source);
};

std::size_t count_rows(const Source& source) {
  std::size_t rows = 0;
  for (const Table& table : tables_of(source.path, source.lines)) rows += table.rows.size();
  return rows;
}

std::size_t count_columns(const Source& source) {
  std::vector<Table> tables = tables_of(source.path, source.lines);
  return tables.empty() ? 0 : tables.front().header.size();
}

std::size_t count_outline(const Source& source, std::string_view kind) {
  std::vector<OutlineEntry> entries = outline_of(source.path, source.lines);
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [kind](const OutlineEntry& entry) { return entry.kind == kind; }));
}

std::size_t count_passages(const Source& source, Passage::Kind kind) {
  std::vector<Passage> passages = passages_of(source.lines, markup_of(source.path));
  return static_cast<std::size_t>(
      std::count_if(passages.begin(), passages.end(), [kind](const Passage& passage) { return passage.kind == kind; }));
}

std::size_t count_lines_like(const Source& source, const RE2& pattern) {
  return static_cast<std::size_t>(
      std::count_if(source.lines.begin(), source.lines.end(),
                    [&pattern](const std::string& line) { return RE2::PartialMatch(line, pattern); }));
}

std::size_t count_paragraphs(const Source& source) {
  std::size_t count = 0;
  bool inside = false;
  for (const std::string& line : source.lines) {
    bool text = !trim(line).empty() && !line.starts_with('#');
    count += text && !inside ? 1 : 0;
    inside = text;
  }
  return count;
}

const std::array units = {
    Unit{"row", "rows", &rows_word, count_rows},
    Unit{"column", "columns", &columns_word, count_columns},
    Unit{"function", "functions", &functions_word,
         [](const Source& source) { return count_outline(source, "function"); }},
    Unit{"class", "classes", &classes_word, [](const Source& source) { return count_outline(source, "class"); }},
    Unit{"sentence", "sentences", &sentences_word,
         [](const Source& source) { return count_passages(source, Passage::Kind::sentence); }},
    Unit{"paragraph", "paragraphs", &paragraphs_word, count_paragraphs},
    Unit{"table", "tables", &tables_word,
         [](const Source& source) { return tables_of(source.path, source.lines).size(); }},
    Unit{"open item", "open items", &open_tasks,
         [](const Source& source) { return count_lines_like(source, "^\\s*[-*+] \\[ \\]"_re); }},
    Unit{"finished item", "finished items", &done_tasks,
         [](const Source& source) { return count_lines_like(source, "^\\s*[-*+] \\[[xX]\\]"_re); }},
};

std::string amount_of(std::size_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

std::vector<std::string> from_stats(const std::string& text, const json& stats) {
  std::vector<std::string> parts;
  auto add = [&](const RE2& word, const char* key, const char* singular, const char* plural) {
    if (RE2::PartialMatch(text, word)) parts.push_back(amount_of(stats.value(key, std::size_t{0}), singular, plural));
  };
  add(lines_word, "lines", "line", "lines");
  add(words_word, "words", "word", "words");
  add(characters_word, "characters", "character", "characters");
  add(bytes_word, "bytes", "byte", "bytes");
  if (RE2::PartialMatch(text, headings_word))
    parts.push_back(amount_of(stats.value("headings", json::array()).size(), "heading", "headings"));
  return parts;
}

std::vector<std::string> from_text(const std::string& text, const Source& source,
                                   const std::vector<const Extractor*>& kinds) {
  std::vector<std::string> parts;
  for (const Unit& unit : units) {
    if (RE2::PartialMatch(text, *unit.word)) parts.push_back(amount_of(unit.count(source), unit.singular, unit.plural));
  }
  for (const Extractor* kind : kinds) {
    std::vector<Find> finds = kind->find(source.lines);
    std::vector<std::string> distinct;
    for (const Find& find : finds) distinct.push_back(find.text);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::string part = amount_of(finds.size(), kind->singular, kind->plural);
    if (distinct.size() != finds.size()) part += fmt::format(" ({} different)", distinct.size());
    parts.push_back(part);
  }
  bool tasks = RE2::PartialMatch(text, all_tasks) && !RE2::PartialMatch(text, open_tasks) &&
               !RE2::PartialMatch(text, done_tasks);
  if (tasks) parts.push_back(amount_of(count_passages(source, Passage::Kind::item), "list item", "list items"));
  if (RE2::PartialMatch(text, todos_word) && !tasks) {
    parts.push_back(amount_of(count_lines_like(source, "\\bTODO\\b"_re), "line with TODO", "lines with TODO"));
    parts.push_back(amount_of(count_lines_like(source, "\\bFIXME\\b"_re), "line with FIXME", "lines with FIXME"));
  }
  return parts;
}

std::optional<Fragment> count_in(Desk& desk, const FileReference& file, const std::string& text,
                                 const std::vector<const Extractor*>& kinds) {
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::helpful);
  if (!resolved) return std::nullopt;
  if (resolved->problem) return resolved->problem;
  const Reply* stats = desk.ask("text_stats", {{"path", resolved->path}});
  std::optional<Loaded> loaded = load_path(desk, resolved->path);
  if (stats == nullptr || !loaded) return std::nullopt;
  if (loaded->problem) return loaded->problem;
  std::vector<std::string> parts = from_text(text, loaded->source, kinds);
  if (!stats->is_error) {
    std::vector<std::string> more = from_stats(text, stats->structured);
    parts.insert(parts.begin(), more.begin(), more.end());
  }
  if (parts.empty()) return Fragment::failed(fmt::format("`{}` was not counted: {}", resolved->path, stats->text));
  std::size_t last = std::max<std::size_t>(loaded->source.total_lines, 1);
  return Fragment::done(fmt::format("`{}` has {} ({}:1-{}).", resolved->path, listed(parts), resolved->path, last));
}

bool counts_units(const std::string& text) {
  for (const Pattern* word :
       {&lines_word, &words_word, &characters_word, &bytes_word, &headings_word, &all_tasks, &todos_word}) {
    if (RE2::PartialMatch(text, *word)) return true;
  }
  return std::any_of(units.begin(), units.end(),
                     [&text](const Unit& unit) { return RE2::PartialMatch(text, *unit.word); });
}

std::optional<Fragment> count_files(Desk& desk, const std::string& glob, const std::string& what,
                                    const std::string& folder) {
  json arguments = {{"glob", glob}, {"ignore_case", true}};
  if (!folder.empty()) arguments["path"] = folder;
  const Reply* reply = desk.ask("fs_find", arguments);
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("The files were not counted: {}", reply->text));
  json paths = reply->structured.value("paths", json::array());
  bool truncated = reply->structured.value("truncated", false);
  std::string place = folder.empty() ? "this folder and the folders in it" : fmt::format("`{}`", folder);
  std::string text = fmt::format("There are {}{} {} in {}{}", truncated ? "at least " : "", paths.size(), what, place,
                                 paths.empty() ? "." : ":");
  constexpr std::size_t most_shown = 50;
  for (std::size_t i = 0; i < paths.size() && i < most_shown; ++i)
    text += fmt::format("\n- `{}`", paths[i].get<std::string>());
  return Fragment::done(text);
}

std::optional<Fragment> count_folders(Desk& desk, const std::string& folder) {
  const Reply* reply = desk.ask("fs_list", {{"path", folder.empty() ? "." : folder}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("The folders were not counted: {}", reply->text));
  std::string names;
  std::size_t count = 0;
  for (const json& entry : reply->structured.value("entries", json::array())) {
    if (entry.value("kind", "") != "directory") continue;
    ++count;
    names += fmt::format("\n- `{}/`", entry.value("name", ""));
  }
  return Fragment::done(fmt::format("There are {} folders in {}{}", count, folder.empty() ? "this folder" : folder,
                                    count == 0 ? "." : ":" + names));
}

Step step_for_files(const Reading& reading) {
  const Clause& clause = reading.clause;
  std::string folder = reading.folder.value_or("");
  if (RE2::PartialMatch(clause.text, "\\b(?:folders|directories|subfolders)\\b"_re)) {
    return Step{Step::Order::free, [folder](Desk& desk) { return count_folders(desk, folder); }};
  }
  std::string glob = "*", what = "files";
  for (const Token* token : clause.of_kind(Token::Kind::glob)) {
    glob = token->text;
    what = fmt::format("files that fit `{}`", glob);
  }
  for (const Token& token : clause.tokens) {
    std::optional<FileKind> kind = token.kind == Token::Kind::word ? file_kind(token.canonical) : std::nullopt;
    if (!kind && token.kind == Token::Kind::word && token.text.starts_with('.'))
      kind = file_kind(std::string_view(token.canonical).substr(1));
    if (!kind) continue;
    glob = kind->globs.front();
    what = kind->name;
    break;
  }
  return Step{Step::Order::free, [=](Desk& desk) { return count_files(desk, glob, what, folder); }};
}

std::optional<std::string> term_of(const Clause& clause) {
  re2::StringPiece parts[5];
  if (!RE2::PartialMatch(clause.text, occurring_term, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4]))
    return std::nullopt;
  for (const re2::StringPiece& part : parts) {
    if (!part.empty()) return clause.original(std::string_view(part.data(), part.size()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Step> match_count(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted)) return std::nullopt;
  std::vector<const Extractor*> kinds = extractors_named(text);
  bool about_term = RE2::PartialMatch(text, occurrence) || RE2::PartialMatch(text, lines_with) ||
                    RE2::PartialMatch(text, "^(?:count|how many|number of)(?: all| the)* <q>"_re);
  std::optional<std::string> term = about_term ? term_of(reading.clause) : std::nullopt;
  if (term && !is_glue(fold(*term)) && (kinds.empty() || !reading.clause.of_kind(Token::Kind::quoted).empty())) {
    Occurrences wanted_term{*term,
                            {},
                            reading.folder.value_or(""),
                            RE2::PartialMatch(text, lines_with) ? CountWhat::lines : CountWhat::occurrences,
                            RE2::PartialMatch(text, word_named) ? Whole::word : Whole::part};
    wanted_term.files = reading.files.empty() && reading.refers_back ? reading.antecedent : reading.files;
    if (wanted_term.files.empty() && wanted_term.folder.empty() &&
        !RE2::PartialMatch(text, "\\b(?:folder|workspace|files|everywhere|anywhere|project|all)\\b"_re))
      wanted_term.files = reading.antecedent;
    return Step{Step::Order::free, [wanted_term](Desk& desk) { return count_occurrences(desk, wanted_term); }};
  }
  bool units_named = counts_units(text) || !kinds.empty();
  if (RE2::PartialMatch(text, files_word) && reading.files.empty() &&
      !RE2::PartialMatch(text, "\\b(?:lines|words|characters|headings|rows|columns)\\b"_re))
    return step_for_files(reading);
  if (!units_named) return std::nullopt;
  if (RE2::PartialMatch(text, todos_word) && reading.files.empty() && !reading.refers_back) {
    bool fixme = RE2::PartialMatch(text, "fixme"_re);
    Occurrences todos{fixme ? "FIXME" : "TODO", {}, reading.folder.value_or(""), CountWhat::lines, Whole::exact_word};
    return Step{Step::Order::free, [todos](Desk& desk) { return count_occurrences(desk, todos); }};
  }
  std::vector<FileReference> files = files_meant(reading, vocabulary);
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("count in"); }};
  // "How many mugs were sold?" names no file: it is a question.
  bool plain_noun =
      RE2::PartialMatch(text, "\\b(?:orders|entries|items|tasks|letters|records)\\b"_re) &&
      !RE2::PartialMatch(text, "\\b(?:lines|words|characters|rows|headings|list items|action items)\\b"_re);
  if (plain_noun && reading.files.empty() && !reading.refers_back) return std::nullopt;
  return Step{Step::Order::free, [=](Desk& desk) -> std::optional<Fragment> {
                std::vector<Fragment> fragments;
                bool waiting = false;
                for (const FileReference& file : files) {
                  std::optional<Fragment> fragment = count_in(desk, file, text, kinds);
                  waiting = waiting || !fragment;
                  if (fragment) fragments.push_back(*std::move(fragment));
                }
                if (waiting) return std::nullopt;
                return joined(fragments);
              }};
}

}  // namespace hearth::llm::reflex
