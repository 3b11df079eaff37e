#include "llm/reflex/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "llm/reflex/attached.h"
#include "llm/reflex/frames/frame.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/split.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/reading.h"

namespace hearth::llm::reflex {

namespace {

const Pattern same_again(
    "^(?:do )?(?:the same|same|repeat (?:that|this|it)|do (?:that|this|it)|likewise)(?: thing| again| please)*(?: for| "
    "with| to| on| of)?(?: the(?: file)?)? <f>|"
    "^(?:and |now )?(?:what|how) about <f>$|^(?:and |now )?(?:what|how) about (?:in )?(?:the )?(?:<d>|[\\w-]+ "
    "folder|[\\w-]+ directory)$|^<f>(?: too| as well| also)?$");
// Comments on the part before it; nothing to do on their own.
const Pattern remark(
    "^(?:(?:list|show|tell|give|name|describe|explain)(?: me)?(?: all)? (?:the "
    ")?(?:differences|changes|result|results|answer|findings)(?: to me)?|"
    "(?:thanks|thank you|bye|hello|hi|hey|please|ok|okay|great|cheers|good)(?: (?:you|a lot|so much|very much|in "
    "advance|there|hearth|again))*|"
    "(?:show|tell|give|send|report)(?: me)?(?: back)?|what (?:is|stands|does it|do they) "
    "(?:written|standing|said|there|say|read)(?: "
    "there)?|where(?: exactly)?|(?:show|give|tell)(?: me)? (?:the|all|every|each|all the) "
    "(?:lines?|places?|line numbers?|spots?|files)|which(?: ones?)?(?: (?:are|is) (?:they|there|those|it))?|show "
    "where|(?:pull|get|take|pick|collect|replace|change|list|show|give) "
    "(?:it|them|this|that|these) (?:out|for me)(?: for me)?|do not change "
    "anything|do not (?:change|edit|modify|touch) "
    "(?:it|anything|the file|any file|<f>)|"
    "(?:and|then|me|for me|it|them|that is all|nothing else|that is it|be brief|keep it short|be "
    "quick)|(?:check|look at)(?: (?:them|it|both))?|(?:in )?(?:which|what) folder (?:it is|is it)(?: in)?)$");

const Pattern saves_made(
    "^(?:save|write|store|put|create|export|make|produce)(?: me)?(?: (?:a|an|the|short|brief|new))* "
    "(?:summary|outline|list|comparison|overview|table of contents|count|extract)\\b.*<f>.* (to|in|into|as|under)(?: "
    "(?:a|the|new|file|called|named))* <f>$");

// "Save a summary of a.md to b.md" is to make a summary of a.md and to save it to b.md.
std::vector<Clause> without_saving(std::vector<Clause> clauses) {
  std::vector<Clause> parts;
  for (Clause& clause : clauses) {
    re2::StringPiece preposition;
    if (!RE2::FullMatch(clause.text, saves_made, &preposition)) {
      parts.push_back(std::move(clause));
      continue;
    }
    const Token* cut = clause.covered(std::string_view(preposition.data(), preposition.size())).front();
    auto middle = clause.tokens.begin() + (cut - clause.tokens.data());
    Token verb = clause.tokens.front(), it = verb;
    verb.canonical = "save";
    it.canonical = "it";
    std::vector<Token> saving{verb, it};
    saving.insert(saving.end(), middle, clause.tokens.end());
    auto made = clause.tokens.begin() + 1;
    while (made != middle &&
           (made->canonical == "me" || made->canonical == "a" || made->canonical == "an" || made->canonical == "the"))
      ++made;
    parts.push_back(clause_of(clause.task, {made, middle}));
    parts.push_back(clause_of(clause.task, std::move(saving)));
  }
  return parts;
}

// "The file a.md should be called b.md, rename it": the second part says the first one again.
bool says_again(const Clause& clause, const Clause& before) {
  re2::StringPiece verb;
  if (RE2::FullMatch(clause.text, "compare (?:them|both|the two)"_re) &&
      RE2::PartialMatch(before.text, "\\b(?:compar|differ|diff\\b)"_re))
    return true;
  if (RE2::FullMatch(clause.text, "give me (?:it|that|this|them|these) (?:as|in) json(?: data)?"_re) &&
      before.text.rfind("extract ", 0) == 0)
    return true;
  if (RE2::FullMatch(clause.text, "do (?:so|it|that)|make it so"_re)) return true;
  if (!RE2::FullMatch(clause.text,
                      "(rename|move|replace|change|correct|fix|delete|remove|append|add) (?:it|that|them|this)"_re,
                      &verb))
    return false;
  if (verb == "change" || verb == "correct" || verb == "fix") verb = "replace";
  if (verb == "remove") verb = "delete";
  if (verb == "add") verb = "append";
  return clause.text != before.text && before.text.rfind(verb.as_string() + " ", 0) == 0;
}

std::vector<FileReference> files_of_call(const Block& block) {
  std::vector<FileReference> files;
  json arguments = block.arguments ? *block.arguments : json::parse(block.arguments_raw, nullptr, false);
  if (!arguments.is_object()) return files;
  for (const char* name : {"to", "path"}) {
    if (!arguments.contains(name) || !arguments[name].is_string()) continue;
    std::string path = arguments[name];
    if (path != ".") files.push_back({FileReference::Kind::name, path});
  }
  if (files.size() > 1) files.resize(1);
  return files;
}

std::vector<FileReference> files_in_text(const std::string& text, UnixMillis now) {
  std::vector<FileReference> files;
  for (Clause& clause : split_clauses(text)) {
    Reading reading = read_clause(meaning_of(std::move(clause)), now);
    if (!reading.files.empty()) files = reading.files;
  }
  return files;
}

bool names_one_file(std::string_view tool) {
  return tool == "fs_read" || tool == "text_stats" || tool == "history_file" || changes_files(tool);
}

// The file that the session spoke of last: the calls name it exactly, the user's words do otherwise.
std::vector<FileReference> files_before(std::span<const Message> before, UnixMillis now) {
  for (auto message = before.rbegin(); message != before.rend(); ++message) {
    for (auto block = message->blocks.rbegin(); block != message->blocks.rend(); ++block) {
      if (block->kind != Block::Kind::tool_use || !names_one_file(block->name)) continue;
      std::vector<FileReference> files = files_of_call(*block);
      if (!files.empty()) return files;
    }
    if (message->role != Role::user) continue;
    std::vector<FileReference> files = files_in_text(words_of_user(*message), now);
    if (files.empty()) files = files_attached(*message);
    if (!files.empty()) return files;
  }
  return {};
}

std::string task_before(std::span<const Message> before) {
  for (auto message = before.rbegin(); message != before.rend(); ++message) {
    if (message->role == Role::user) return words_of_user(*message);
  }
  return {};
}

// "The headings of a.md without those of the annex": no intent leaves anything out.
const Pattern leaves_out(
    "^(?:list|show|give|get|extract|read|print|display|outline|summarise|count|how many|collect|pull)\\b.* "
    "(?:except|excluding|without|apart from|other than|but not)\\b");
const Pattern leaves_alone("\\bwithout (?:chang|touch|edit|modify|alter|writ)\\w*");

std::optional<Step> step_for(const Reading& reading) {
  if (RE2::PartialMatch(reading.clause.text, leaves_out) && !RE2::PartialMatch(reading.clause.text, leaves_alone)) {
    return Step{Step::Order::free,
                [](Desk&) { return Fragment::beyond("it cannot leave out a part of what is asked for."); }};
  }
  for (const Intent& intent : intents()) {
    if (std::optional<Step> step = intent.match(reading)) return step;
  }
  return std::nullopt;
}

Step not_known(const Clause& clause) {
  std::string part(clause.original(clause.text));
  return Step{Step::Order::free,
              [part](Desk&) { return Fragment::beyond(fmt::format("\"{}\" is no task it knows.", part)); }};
}

// "I missed the meeting": told, not asked for.
const Pattern told(
    "^(?:(?:i|we|you|he|she|they|it|this|that|there|the|my|our|your|because|since|as|some|somebody|someone|people|"
    "everybody|nobody|"
    "one|two|three|in|at|on|today|yesterday|tomorrow|sorry|new|just|archived?|mr|mrs|ms|for|not|no|with|here|anyway|"
    "maybe|also|"
    "when|once|after|before)\\b|<f>)");

// "Have a look at a.md and tell me …": the first part only names the file.
const Pattern only_names(
    "^(?:(?:have|take) a (?:quick |close )?look (?:at|into)|look at|consider|take|check out|there is|here is|this "
    "is "
    "about|i have)(?: (?:the|my|a|file|document|called|named))* <f>$");

// "The quarterly review is too long. Shorten it."
const Pattern told_of("^(?:the|my|our) ([a-z-]+(?: [a-z-]+){0,2}?) (?:is|are|was|were|has|have|needs)\\b");

// What a part of the task is about, if it is one text: "search for celadon", "the file says \"nine\"".
std::vector<Token> text_of(const Clause& clause) {
  std::vector<const Token*> quoted = clause.of_kind(Token::Kind::quoted);
  if (quoted.size() == 1) return {*quoted.front()};
  re2::StringPiece text;
  if (!quoted.empty() ||
      !(RE2::FullMatch(
            clause.text,
            "(?:search for|which files mention|how often does(?: the word)?) ([^<]+?)(?: (?:occur|in)\\b.*)?"_re,
            &text) ||
        RE2::FullMatch(clause.text,
                       "(?:[^<]* (?:about|called|named|name|word) (?:a |an |the )?)?((?:[\\w'-]+)(?: [\\w'-]+)?)"_re,
                       &text) ||
        RE2::FullMatch(
            clause.text,
            ".*<f> (?:still )?(?:says|has|contains|mentions|reads|speaks of) (?:the )?(?:word |name )?([^<,]+)"_re,
            &text)))
    return {};
  std::vector<Token> tokens;
  for (const Token* token : clause.covered(std::string_view(text.data(), text.size()))) tokens.push_back(*token);
  return tokens;
}

// "The file says A, make that B"
const Pattern makes_it("^(?:make|set) (?:it|that|this)(?: into| to)? (.+)$");
// "I remember reading about a settling tank. Where was that?"
const Pattern asks_where_that(
    "^where (?:is|was|are|were|does|did) (?:it|that|this)(?: (?:stand|written|said|again))?$|"
    "^(?:in )?(?:which|what) (?:files?|documents?) (?:is|was|are) (?:it|that|this)(?: in)?$");

// "…, then replace it with moss": the text that the part before was about.
Clause with_text_of(const Clause& before, Clause clause) {
  re2::StringPiece pronoun, made;
  std::vector<Token> known = text_of(before);
  if (!known.empty() && RE2::FullMatch(clause.text, makes_it, &made)) {
    std::size_t at = clause.tokens.front().begin;
    Tokens tokens{made_word("replace", at)};
    tokens.insert(tokens.end(), known.begin(), known.end());
    tokens.push_back(made_word("with", at));
    for (const Token* token : clause.covered(std::string_view(made.data(), made.size()))) tokens.push_back(*token);
    return clause_of(clause.task, std::move(tokens));
  }
  if (!known.empty() && before.of_kind(Token::Kind::file).empty() && RE2::FullMatch(clause.text, asks_where_that)) {
    std::size_t at = clause.tokens.front().begin;
    Tokens tokens{made_word("search", at), made_word("for", at)};
    tokens.insert(tokens.end(), known.begin(), known.end());
    return clause_of(clause.task, std::move(tokens));
  }
  if (!RE2::PartialMatch(clause.text, "^search for (it|him|her|that|this|them)\\b"_re, &pronoun) &&
      !RE2::PartialMatch(
          clause.text,
          "^(?:replace|change|correct|swap|exchange|turn|update|substitute) (it|that|this|them|these|those) "
          "(?:with|to|by|into|for|against)\\b"_re,
          &pronoun))
    return clause;
  if (known.empty()) return clause;
  auto at = clause.tokens.begin() +
            (clause.covered(std::string_view(pronoun.data(), pronoun.size())).front() - clause.tokens.data());
  at = clause.tokens.erase(at);
  clause.tokens.insert(at, known.begin(), known.end());
  return clause_of(clause.task, std::move(clause.tokens));
}

// "Compare contract-v1.md and contract-v2.md, then delete the v1 file": what distinguishes one of the files named
// before.
void name_file_described(Reading& reading, std::span<const Reading> before) {
  re2::StringPiece word;
  if (!reading.files.empty() ||
      !RE2::PartialMatch(reading.clause.text, "\\bthe ([\\w-]+) (?:file|one|version|document)\\b"_re, &word))
    return;
  std::vector<FileReference> fitting;
  for (const Reading& earlier : before) {
    for (const FileReference& file : earlier.files) {
      if (fold(file.text).find(word.as_string()) != std::string::npos) fitting.push_back(file);
    }
  }
  if (fitting.size() != 1) return;
  reading.files = fitting;
  std::vector<const Token*> covered = reading.clause.covered(std::string_view(word.data(), word.size()));
  auto at = reading.clause.tokens.begin() + (covered.front() - reading.clause.tokens.data());
  at->kind = Token::Kind::file;
  at->text = fitting.front().text;
  reading.clause.tokens.erase(at + 1);
  reading.clause = clause_of(reading.clause.task, reading.clause.tokens);
}

const Pattern says_attached("\\battach(?:ed|ments?)\\b");

// What was just given along is meant before a file of the folder that has the same name.
void name_attached(Reading& reading, const std::vector<FileReference>& at_hand) {
  std::vector<FileReference> attached;
  std::ranges::copy_if(at_hand, std::back_inserter(attached),
                       [](const FileReference& file) { return file.kind == FileReference::Kind::attached; });
  for (FileReference& file : reading.files) {
    for (const FileReference& one : attached) {
      if (one.text == file.text) file = one;
    }
  }
  if (reading.files.empty() && RE2::PartialMatch(reading.clause.text, says_attached)) reading.files = attached;
}

std::vector<Reading> readings_of(std::string_view task, const std::vector<FileReference>& at_hand, UnixMillis now) {
  std::vector<Reading> readings;
  for (Clause& said : without_saving(split_clauses(task))) {
    Clause clause = meaning_of(std::move(said));
    if (RE2::FullMatch(clause.text, remark)) continue;
    if (!readings.empty() && says_again(clause, readings.back().clause)) continue;
    if (!readings.empty()) {
      std::string as_said = clause.text;
      clause = with_text_of(readings.back().clause, std::move(clause));
      readings.back().is_topic = clause.text != as_said;
    }
    readings.push_back(read_clause(std::move(clause), now));
  }
  std::vector<FileReference> known = at_hand;
  for (std::size_t i = 1; i < readings.size(); ++i) name_file_described(readings[i], std::span(readings).first(i));
  for (Reading& reading : readings) {
    reading.antecedent = known;
    name_attached(reading, at_hand);
    if (!reading.files.empty()) known = reading.files;
    re2::StringPiece subject;
    if (known.empty() && RE2::FullMatch(reading.clause.text, "find the ([\\w+]+) file"_re, &subject))
      known = {{FileReference::Kind::description, subject.as_string()}};
    if (known.empty() && RE2::PartialMatch(reading.clause.text, told_of, &subject))
      known = {{FileReference::Kind::description, subject.as_string()}};
  }
  // "Read and summarise README.md": the file stands in a later part.
  for (std::size_t i = readings.size(); i-- > 1;) {
    Reading& earlier = readings[i - 1];
    if (!earlier.antecedent.empty() || !earlier.files.empty()) continue;
    earlier.antecedent = readings[i].files.empty() ? readings[i].antecedent : readings[i].files;
  }
  // "Open a.md, I need the last line": not all of it.
  for (std::size_t i = readings.size(); i-- > 1;) {
    bool part_follows =
        readings[i].files.empty() && RE2::PartialMatch(readings[i].clause.text, "^read (?:the|lines?|section) "_re);
    if (part_follows && RE2::FullMatch(readings[i - 1].clause.text, "(?:read|open|show|show me) (?:the file )?<f>"_re))
      readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(i - 1));
  }
  if (readings.size() > 1) {
    std::erase_if(readings, [](const Reading& reading) { return RE2::FullMatch(reading.clause.text, only_names); });
  }
  return readings;
}

}  // namespace

Plan make_plan(const Message& said, std::span<const Message> before, UnixMillis now) {
  Plan plan;
  const std::string& task = plan.texts.emplace_back(words_of_user(said));
  for (auto match : {match_run_command, match_remember}) {
    if (std::optional<Step> step = match(task)) {
      plan.steps.push_back(*std::move(step));
      return plan;
    }
  }
  std::vector<FileReference> at_hand = files_attached(said);
  if (at_hand.empty()) at_hand = files_before(before, now);
  std::vector<Reading> readings = readings_of(task, at_hand, now);
  const std::string& previous = plan.texts.emplace_back(task_before(before));
  bool repeats = readings.size() == 1 && !previous.empty() && RE2::PartialMatch(readings[0].clause.text, same_again);
  if (repeats) {
    std::vector<FileReference> files = readings[0].files;
    std::optional<std::string> folder = readings[0].folder;
    readings = readings_of(previous, {}, now);
    for (Reading& reading : readings) {
      reading.files = files;
      reading.antecedent = files;
      if (folder) reading.folder = folder;
    }
  }
  std::vector<std::optional<Step>> steps;
  for (Reading& reading : readings) {
    reading.after_others = &reading != readings.data();
    bool only_told = readings.size() > 1 && reading.files.empty() && RE2::PartialMatch(reading.clause.text, told_of);
    steps.push_back(only_told ? std::nullopt : step_for(reading));
  }
  bool any = std::any_of(steps.begin(), steps.end(), [](const std::optional<Step>& step) { return step.has_value(); });
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!steps[i] && any && (readings[i].is_topic || RE2::PartialMatch(readings[i].clause.text, told))) continue;
    plan.steps.push_back(steps[i] ? *std::move(steps[i]) : not_known(readings[i].clause));
  }
  return plan;
}

}  // namespace hearth::llm::reflex
