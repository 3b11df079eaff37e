// "Find all TODOs", "search for \"kiln two\" in notes", "where is StockError defined?", "grep /EUR \d+/ in contracts",
// "which files mention Varnholt?".
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "llm/reflex/file_kinds.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/matches.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern verb(
    "^(?:on|find|search|grep|look|locate|scan|list|show|get|give|display|print|check|collect|tell "
    "me|which|what|where|in "
    "which|is|are|does|do|who|any|all|every|see)\\b");
const Pattern todo("\\b(todos?|to-dos|fixmes?|todo comments?)\\b");
const Pattern mentioned(
    "(?:^|\\b)(?:where|which (?:files?|documents?|lines?|notes?|ones?)|what files?|in which (?:files?|documents?)|in "
    "what file|files?|documents?|lines?|places|places where|every(?:thing| line| file)|all|any)?"
    " ?(?:is|are|do|does|did|that|which|where|we|i|the|files|lines|documents|have|has|was|were|talks?|will|can|all|"
    "word|of)*(?: \\w+)?? ?"
    "\\b(?:contain(?:s|ing)?|mention(?:s|ing)?|mentions of|refer(?:s|ring)? to|includ(?:e|es|ing)|talk(?:s|ing)? "
    "about|say(?:s|ing)?|with|use(?:s)?|using|speaks? of|speaking of) (?:of )?"
    "(?:the |a |an )?(?:word |words |text |phrase |string |term |name |expression |pattern |character |letters "
    ")*(.+)$");
#define KIND                                                                                                  \
  "(?:(?:word|text|phrase|string|term|name|function|class|method|constant|variable|type|struct|error|symbol|" \
  "identifier) )"
const Pattern passive(
    "^(?:where|in which (?:files?|lines?|documents?|places?)|in what files?|on (?:which|what) lines?)(?: (?:of|in) "
    "<f>)? (?:exactly )?(?:is|are|do|does|did|was|were|can|will|have|has) "
    "(?:the |we |i |our |my |a )?" KIND
    "*(.+?) "
    "(?:mention(?:ed)?|defined|declared|used|called|occur|occurs|appear|appears|found|referenced|talk "
    "about|written|implemented|raised|thrown|show up|stand|come up|named|set|exist|be found|find|see)\\b");
const Pattern active(
    "^where (?:do|does|did|have) (?:we|i|the code|it|they) (?:use|call|mention|define|set|reference|raise|throw|write "
    "about|talk about|used|mentioned|defined) (?:the )?" KIND "*(.+)$");
const Pattern yes_or_no("^(?:is|are|was|were|does|do) (?:the )?(?:" KIND
                        "(.+?) (?:used|mentioned|contained|found|appear|occur|in|anywhere|there|present)|(.+?) "
                        "(?:mentioned|referenced|appear anywhere|occur anywhere))\\b");
const Pattern all_of_a_kind(
    "^(?:list|show|give|get|display|print|find)(?: me)? (?:all|every|each|any)(?: the| of the)? (\\w+)(?: messages| "
    "lines| entries)? (?:in|from|of) <f>$");
#undef KIND
const Pattern direct(
    "^(?:find|search|grep|look|locate|scan|check|list|show|get|give|display|print|collect|see)(?: me| up| out)?(?: "
    "through| for| in| all| the| every| any| each| a| of| files| lines| folder| everything)*? (?:for )?(?:lines? "
    "|passages? |places? |everything |files |file )?(?:(?:that |which "
    ")?(?:contain(?:s|ing)?|mention(?:s|ing)?|match(?:es|ing)?|with|saying|where) )?"
    "(?:all |the |any |every |each |uses of |usages of |mentions? of |occurrences? of |instances? of |references? to "
    "|appearances? of |places where |lines with |regex(?:p)? |regular expression |pattern |word |words |text |phrase "
    "|string |term |name |expression |definition of |function |class |method |constant )*(.+)$");
const Pattern definition("\\b(?:defin(?:ed|ition|itions|e)|declar(?:ed|ation)|implemented)\\b");
const Pattern place(
    "(?: (?:in|inside|within|across|throughout|under|of|from|through|anywhere|among) "
    "(?:(?:all|any|every|the|my|our|this|these|each|whole|entire|of) )*(?:<f>.*|<d>.*|<g>.*)|"
    " (?:in|inside|within|across|throughout|under|from|through|anywhere|among) "
    "(?:(?:all|any|every|the|my|our|this|these|each|whole|entire|of) )*"
    "(?:folder|directory|files?|workspace|project|folders|code|documents?|it|here|tree|repository|repo|everything|them|"
    "notes|(?:[\\w.-]+ )?(?:folder|directory|files|documents|code))\\b.*|"
    " anywhere| here| everywhere| for me| please)+$");
const Pattern only_files(
    "\\b(?:which|what|in which) (?:of )?(?:(?:my|the|our|these|all) )?(?:\\w+ "
    ")?(?:files?|documents?|notes|reports?|letters?|contracts?)\\b|"
    "\\bfiles? (?:that |which )?(?:contain|mention|with|talk|refer|includ|use)");
const Pattern lacking(
    "\\b(?:lines?|rows?|files?|documents?|notes|places|letters|reports|contracts|<f>)\\b(?: (?:in|of|from) \\S+)?(?: "
    "(?:that|which))? "
    "(?:(?:do|does|did|is|are|was|were|has|have|can) (?:not|never)\\b|without\\b|lack\\w*\\b|never\\b|not "
    "(?:contain|mention|say|hav|includ)|(?:(?:mention|contain|say|includ|have|has)\\w* )(?:no|neither)\\b)");
const Pattern case_matters("\\b(?:case[- ]sensitive(?:ly)?|match(?:ing)? case|exact case|respect(?:ing)? case)\\b");
const Pattern case_note(
    ",? ?\\b(?:(?:and )?(?:be )?case[- ]?(?:in)?sensitive(?:ly)?|ignor(?:e|ing) (?:the )?(?:upper and lower "
    ")?case|match(?:ing)? case|regardless of case|no matter the case)\\b");

struct Request {
  std::string pattern;
  std::string shown;
  bool literal = true;
  bool whole_word = false;
  bool ignore_case = true;
  bool files_only = false;
  std::string glob;
  std::string folder;
  std::vector<FileReference> files;
};

std::string defined_as(const std::string& name) {
  return fmt::format(
      "(?:\\b(?:class|def|function|struct|enum|namespace|const|constexpr|let|var|fn|func|interface|type|trait|static|"
      "double|int|void|bool|auto|float|string|#define)\\b[^=(]*\\b{0}\\b)|(?:^\\s*{0}\\s*=)",
      RE2::QuoteMeta(name));
}

std::optional<Fragment> search_once(Desk& desk, const Request& request) {
  std::vector<std::string> places;
  for (const FileReference& file : request.files) {
    std::optional<Resolved> resolved = resolve(desk, file, Strictness::helpful);
    if (!resolved) return std::nullopt;
    if (resolved->problem) return resolved->problem;
    places.push_back(resolved->path);
  }
  if (places.empty()) places.push_back(request.folder.empty() ? "." : request.folder);
  std::vector<Match> matches;
  std::size_t total = 0;
  bool waiting = false;
  for (const std::string& path : places) {
    json arguments = {{"pattern", request.pattern},
                      {"path", path},
                      {"literal", request.literal},
                      {"ignore_case", request.ignore_case}};
    if (!request.glob.empty()) arguments["glob"] = request.glob;
    const Reply* reply = desk.ask("fs_search", arguments);
    waiting = waiting || reply == nullptr;
    if (reply == nullptr) continue;
    if (reply->is_error) return Fragment::failed(fmt::format("The search in `{}` failed: {}", path, reply->text));
    std::vector<Match> found = matches_of(*reply);
    matches.insert(matches.end(), found.begin(), found.end());
    total += reply->structured.value("total", found.size());
  }
  if (waiting) return std::nullopt;
  std::string where = places.front() == "." ? std::string("this folder") : name_list(places);
  if (matches.empty())
    return Fragment::not_found(fmt::format("Not found: nothing in {} contains {}.", where, request.shown));
  if (request.files_only) return Fragment::done(files_with(matches, request.shown, where));
  return Fragment::done(listed(matches, total, request.shown, where));
}

// The first way to read the task that finds something; none of them does: what the first one says.
std::optional<Fragment> search(Desk& desk, const std::vector<Request>& readings) {
  std::optional<Fragment> first;
  for (const Request& request : readings) {
    std::optional<Fragment> fragment = search_once(desk, request);
    if (!fragment || fragment->outcome == Fragment::Outcome::done) return fragment;
    if (!first || first->outcome == Fragment::Outcome::failed) first = fragment;
  }
  return first;
}

// "Clay and glaze" may be two things to look for.
std::optional<Request> each_named(const Request& request) {
  re2::StringPiece rest(request.pattern), part;
  std::string pattern, shown;
  while (RE2::FindAndConsume(&rest, "^(.+?)(?:,? (?:and|or|&)(?: also)?(?: for)? |, | as well as |$)"_re, &part)) {
    pattern += (pattern.empty() ? "" : "|") + RE2::QuoteMeta(part);
    shown += fmt::format("{}\"{}\"", shown.empty() ? "" : " or ", part.as_string());
    if (rest.empty()) break;
  }
  if (pattern.find('|') == std::string::npos || !request.literal) return std::nullopt;
  Request each = request;
  each.pattern = pattern;
  each.shown = shown;
  each.literal = false;
  return each;
}

// "gateway timeout in logs" without "in logs", if logs is the folder that the clause names.
std::optional<Request> without_folder(const Request& request) {
  std::string term = request.pattern;
  std::string behind =
      " (?:in|inside|within|under|below|across|from)(?: the| my| our)? " + RE2::QuoteMeta(request.folder) + "/?$";
  if (request.folder.empty() || !request.literal || !RE2::Replace(&term, behind, "")) return std::nullopt;
  Request cut = request;
  cut.pattern = term;
  cut.shown = fmt::format("\"{}\"", term);
  return cut;
}

std::vector<Request> readings_of(const Request& request, const Clause& clause) {
  std::vector<Request> readings{request};
  bool quoted = !clause.of_kind(Token::Kind::quoted).empty();
  std::optional<Request> cut = quoted ? std::nullopt : without_folder(request);
  if (!request.folder.empty() && clause.of_kind(Token::Kind::folder).empty()) {
    Request described = cut.value_or(request);  // "in the lease"
    described.files = {{FileReference::Kind::description, request.folder}};
    readings.push_back(described);
  }
  if (quoted) return readings;
  if (cut) {
    Request everywhere = request;  // the word after "in" need not be a folder
    everywhere.folder.clear();
    readings.front() = *cut;
    readings.push_back(everywhere);
  }
  if (std::optional<Request> each = each_named(readings.front())) readings.push_back(*each);
  return readings;
}

std::string without_place(std::string text) {
  RE2::Replace(&text, case_note, "");
  RE2::Replace(&text, place, "");
  return text;
}

// The part of the clause that is searched for.
std::optional<std::string_view> term_in(const std::string& text) {
  re2::StringPiece captured, other;
  if (RE2::PartialMatch(text, yes_or_no, &captured, &other)) {
    if (captured.empty()) captured = other;
    return std::string_view(captured.data(), captured.size());
  }
  if (RE2::PartialMatch(text, active, &captured) || RE2::PartialMatch(text, passive, &captured) ||
      RE2::PartialMatch(text, mentioned, &captured) || RE2::PartialMatch(text, direct, &captured)) {
    return std::string_view(captured.data(), captured.size());
  }
  return std::nullopt;
}

std::optional<Request> request_of(const Clause& clause) {
  Request request;
  std::vector<const Token*> patterns = clause.of_kind(Token::Kind::pattern),
                            quoted = clause.of_kind(Token::Kind::quoted);
  request.ignore_case = !RE2::PartialMatch(clause.text, case_matters);
  if (std::string kind; RE2::FullMatch(clause.text, all_of_a_kind, &kind)) {
    // "all warnings" are the lines with WARN.
    request.pattern = kind.ends_with("ings") ? kind.substr(0, kind.size() - 4)
                      : kind.ends_with('s')  ? kind.substr(0, kind.size() - 1)
                                             : kind;
    request.shown = fmt::format("\"{}\"", request.pattern);
    return request;
  }
  if (!patterns.empty()) {
    request.pattern = patterns.front()->text;
    request.shown = fmt::format("`/{}/`", request.pattern);
    request.literal = false;
    request.ignore_case = RE2::PartialMatch(clause.text, "\\bignor\\w+ (?:the )?case|insensitive"_re);
    return request;
  }
  if (!quoted.empty()) {
    request.pattern = quoted.front()->text;
    if (RE2::PartialMatch(clause.text, "\\b(?:regex|regexp|regular expression|pattern) <q>"_re))
      request.literal = false;
  } else if (std::string kind; RE2::PartialMatch(clause.text, todo, &kind)) {
    request.pattern = kind.starts_with("fixme") ? "\\bFIXME\\b" : "\\bTODO\\b";
    request.shown = kind.starts_with("fixme") ? "FIXME" : "TODO";
    if (RE2::PartialMatch(clause.text, "todo.*fixme|fixme.*todo"_re)) {
      request.pattern = "\\b(?:TODO|FIXME)\\b";
      request.shown = "TODO or FIXME";
    }
    request.literal = request.ignore_case = false;
    return request;
  } else {
    std::string cut = without_place(clause.text);
    std::optional<std::string_view> term = term_in(cut);
    if (!term || trim(*term).empty() || is_glue(trim(*term))) return std::nullopt;
    std::size_t offset = static_cast<std::size_t>(term->data() - cut.data());
    request.pattern = clause.original(std::string_view(clause.text).substr(offset, term->size()));
  }
  request.shown = fmt::format("\"{}\"", request.pattern);
  if (RE2::PartialMatch(clause.text, definition)) {
    request.pattern = defined_as(request.pattern);
    request.shown = "a definition of " + request.shown;
    request.literal = request.ignore_case = false;
  }
  return request;
}

}  // namespace

std::optional<Step> match_search(const Reading& reading) {
  const Clause& clause = reading.clause;
  const std::string& text = clause.text;
  if (RE2::PartialMatch(text, lacking)) {
    return Step{Step::Order::free, [](Desk&) {
                  return Fragment::beyond("it finds where something stands, not where something is missing.");
                }};
  }
  if (!RE2::PartialMatch(text, verb)) return std::nullopt;
  bool looks = RE2::PartialMatch(text, "^(?:find|search|grep|look for|look up|look through|locate|scan)\\b"_re);
  bool asks_where =
      RE2::PartialMatch(text, active) || RE2::PartialMatch(text, yes_or_no) || RE2::FullMatch(text, all_of_a_kind) ||
      RE2::PartialMatch(text, passive) || RE2::PartialMatch(text, only_files) ||
      RE2::PartialMatch(
          text,
          "\\b(?:occurrences?|mentions?|instances?|usages?|uses) of\\b|\\blines? (?:that |which )?(?:contain|mention|with|say|match)|^(?:does|do|is|are) .*\\b(?:contain|mention|mentioned)\\b"_re);
  bool is_todo = RE2::PartialMatch(text, todo) && !RE2::PartialMatch(text, "\\b(?:todo|to-do) (?:list|file)\\b"_re);
  bool pattern = !clause.of_kind(Token::Kind::pattern).empty();
  if (!looks && !asks_where && !is_todo && !pattern) return std::nullopt;
  std::optional<Request> request = request_of(clause);
  if (!request) return std::nullopt;
  request->files = reading.files;
  if (request->files.empty() && reading.refers_back) request->files = reading.antecedent;
  request->folder = reading.folder.value_or("");
  request->files_only = RE2::PartialMatch(text, only_files);
  for (const Token* glob : clause.of_kind(Token::Kind::glob)) request->glob = glob->text;
  re2::StringPiece kind;
  if (request->glob.empty() &&
      RE2::PartialMatch(text, "\\b([\\w+]+) (?:files|code|sources?|scripts|documents)\\b"_re, &kind)) {
    if (std::optional<FileKind> known = file_kind(kind.as_string())) request->glob = known->globs.front();
  }
  return Step{Step::Order::free,
              [readings = readings_of(*request, clause)](Desk& desk) { return search(desk, readings); }};
}

}  // namespace hearth::llm::reflex
