// "How many words does README.md have?", "count the lines of code/inventory.py", "how often does \"kiln\" occur in the
// lease?", "how many Python files are there?", "how many rows are in orders.csv?".
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "llm/reflex/count_units.h"
#include "llm/reflex/extractors/kinds.h"
#include "llm/reflex/file_kinds.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/occurrences.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:how many|count|counts|number of|how often|total of|how long|how big|how large|word count|line "
    "count|character count|tally|what is the (?:length|size)|statistics|stats|calculate|occurrences|how much "
    "text|amount of (?:words|lines|characters|files))\\b");
const Pattern todos_word("\\b(todos?|fixmes?)\\b");
const Pattern files_word("\\b(?:files?|documents?|folders|directories|subfolders|scripts?|<g>)\\b|<g>");
const Pattern occurrence(
    "\\b(?:how often|occur\\w*|appear\\w*|mention\\w*|times|instances?|come up|contains?|matches)\\b");
const Pattern occurring_term(
    "\\b(?:how often|how many times) (?:the )?(?:(?:word|term|string|phrase|name|text) )*(<q>) "
    "(?:is|are|was|occurs?|appears?|gets)\\b|"
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
const Pattern marked_lines(
    "^(?:how many|count(?: all)?(?: the)?|number of) (\\w+|<q>) (?:lines|messages|entries|log lines)\\b");
const Pattern plain_lines("^(?:the|all|log|text|total|code|of|blank|empty|non|many)$");
const Pattern records(
    "^(?:how many|count(?: all)?(?: the)?|(?:what is )?the number of|number of) [\\w-]+ (?:(?:are|is) (?:there |listed "
    "|stored )?in|does|do|in|of) (?:the )?(?:file )?<f>(?: (?:have|contain|list|hold|there))?$");
// "Count kiln in notes.md"; with an article it would be things that are counted, not words.
const Pattern bare_term(
    "^(?:count|tally) ([\\w'-]+) (?:in|inside|within|across|of) (?:the )?(?:file |folder )?<[fd]>$");
const Pattern word_named("\\bword\\b");

constexpr auto vocabulary = std::to_array<std::string_view>(
    {"amount",     "appear",     "appears",    "big",         "boxes",      "bytes",     "calculate",  "character",
     "characters", "chars",      "checkboxes", "class",       "classes",    "column",    "columns",    "comprise",
     "consist",    "contain",    "contained",  "contains",    "count",      "counts",    "data",       "date",
     "dates",      "define",     "defines",    "defined",     "altogether", "together",  "there",      "kind",
     "markdown",   "email",      "emails",     "address",     "addresses",  "amounts",   "entries",    "exactly",
     "exist",      "find",       "found",      "function",    "functions",  "header",    "headers",    "heading",
     "headings",   "headline",   "headlines",  "include",     "item",       "items",     "large",      "length",
     "letters",    "line",       "link",       "links",       "loc",        "long",      "method",     "methods",
     "number",     "numbers",    "occur",      "occurrences", "often",      "open",      "orders",     "total",
     "kinds",      "characters", "actual",     "complete",    "count",      "paragraph", "paragraphs", "phone",
     "phones",     "record",     "records",    "report",      "row",        "rows",      "section",    "sections",
     "sentence",   "sentences",  "size",       "stats",       "statistics", "structs",   "symbols",    "table",
     "tables",     "tally",      "task",       "tasks",       "times",      "todo",      "todos",      "fixme",
     "fixmes",     "url",        "urls",       "web",         "word",       "text",      "many",       "show",
     "compute",    "determine",  "altogether", "overall",     "different",  "unique",    "action",     "chapters",
     "done",       "finished",   "checked",    "unchecked",   "bullet",     "prices",    "checking",   "written",
     "code"});

std::optional<Fragment> count_in(Desk& desk, const FileReference& file, const std::string& text,
                                 const std::vector<const Extractor*>& kinds) {
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::helpful);
  if (!resolved) return std::nullopt;
  if (resolved->problem) return resolved->problem;
  const Reply* stats = desk.ask("text_stats", {{"path", resolved->path}});
  std::optional<Loaded> loaded = load_path(desk, resolved->path);
  if (stats == nullptr || !loaded) return std::nullopt;
  if (loaded->problem) return loaded->problem;
  std::vector<std::string> parts = units_in_text(text, loaded->source, kinds);
  if (!stats->is_error) {
    std::vector<std::string> more = units_in_stats(text, stats->structured);
    parts.insert(parts.begin(), more.begin(), more.end());
  }
  if (parts.empty()) return Fragment::failed(fmt::format("`{}` was not counted: {}", resolved->path, stats->text));
  std::size_t last = std::max<std::size_t>(loaded->source.total_lines, 1);
  return Fragment::done(fmt::format("`{}` has {} ({}:1-{}).", resolved->path, enumerated(parts), resolved->path, last));
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

bool holds_records(const std::vector<FileReference>& files) {
  return std::all_of(files.begin(), files.end(), [](const FileReference& file) {
    std::string extension = extension_of(file.text);
    return extension == "csv" || extension == "tsv" || extension == "json";
  });
}

// The rows of a table, the elements of a JSON array.
Step count_records(const std::vector<FileReference>& files) {
  return Step{Step::Order::free, [files](Desk& desk) {
                return tell_each(desk, files, [](const Source& source) {
                  std::size_t count = records_in(source);
                  return Fragment::done(fmt::format("`{}` has {} record{} ({}:1-{}).", source.path, count,
                                                    count == 1 ? "" : "s", source.path, source.lines.size()));
                });
              }};
}

std::optional<std::string> term_of(const Clause& clause) {
  re2::StringPiece parts[6];
  if (!RE2::PartialMatch(clause.text, occurring_term, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4], &parts[5]))
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
  if (re2::StringPiece mark; RE2::PartialMatch(text, marked_lines, &mark) && !RE2::FullMatch(mark, plain_lines)) {
    Occurrences marked{reading.clause.original(std::string_view(mark.data(), mark.size())), reading.files,
                       reading.folder.value_or(""), CountWhat::lines, Whole::part};
    return Step{Step::Order::free, [marked](Desk& desk) { return count_occurrences(desk, marked); }};
  }
  bool units_named = names_units(text) || !kinds.empty();
  if (re2::StringPiece bare; !units_named && (reading.files.empty() || !holds_records(reading.files)) &&
                             !RE2::PartialMatch(text, files_word) && RE2::FullMatch(text, bare_term, &bare)) {
    Occurrences wanted_term{reading.clause.original(std::string_view(bare.data(), bare.size())), reading.files,
                            reading.folder.value_or(""), CountWhat::occurrences, Whole::part};
    return Step{Step::Order::free, [wanted_term](Desk& desk) { return count_occurrences(desk, wanted_term); }};
  }
  // "How long does a firing take?" asks for no lines.
  bool of_a_file = !reading.files.empty() || reading.refers_back;
  if (!of_a_file && RE2::PartialMatch(text, "\\bhow (?:long|big|large)\\b"_re)) return std::nullopt;
  if (RE2::PartialMatch(text, files_word) && reading.files.empty() &&
      !RE2::PartialMatch(text, "\\b(?:lines|words|characters|headings|rows|columns)\\b"_re))
    return step_for_files(reading);
  if (!units_named && RE2::FullMatch(text, records) && holds_records(reading.files))
    return count_records(reading.files);
  if (!units_named) return std::nullopt;
  // "The words in the second section": a narrower count than those of the whole file.
  bool narrower = !reading.files.empty() && !words_outside(reading.clause, vocabulary).empty();
  if (narrower) return std::nullopt;
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
