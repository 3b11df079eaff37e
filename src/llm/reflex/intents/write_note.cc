// "Write \"Call Teo\" to notes/call.txt", "add a line \"Buy clay\" to notes/todo.txt", "create ideas.md with the text:
// …", and "save the result to summary.md" after other parts of the task.
#include <fmt/format.h>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/intents/new_text.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/source.h"
#include "llm/reflex/whole_text.h"

namespace hearth::llm::reflex {

namespace {

const Pattern verb(
    "^(?:write|create|make|add|append|jot|save|put|note|store|insert|record|overwrite|leave|start|new|open a new|take "
    "a note|export|keep|log|attach|include|send|output)\\b");
const Pattern appends(
    "^(?:add|append|jot|note|insert|record|log|attach|include|put)\\b|\\b(?:to|at) the (?:end|bottom) "
    "of\\b|\\b(?:add|append)\\b|\\b(?:make|take|leave) a note (?:in|to)\\b");
// It writes whole files and adds at their end.
const Pattern elsewhere(
    "\\b(?:to|at|on|onto|in) the (?:very )?(?:top|beginning|start|head|front|middle) of\\b|"
    "\\b(?:before|after|below|above|under|behind|at|on|as|in) (?:the )?(?:(?:first|second|third|\\d+(?:st|nd|rd|th)) "
    ")?(?:line|heading|section)\\b");
const Pattern overwrites("\\boverwrit\\w+\\b|\\breplac\\w+ the (?:content|contents|file)\\b|\\binstead of what\\b");
const Pattern earlier_answer(
    "^\\w+(?: (?:down|out|up))? (?:it|them|that|this|those|these|(?:the|these|those|your|all|that|this|its) (?:\\w+ "
    ")?(?:results?|answers?|findings?|summary|list|output|outline|headings|addresses|emails|dates|lines|matches|todos|"
    "everything|amounts|urls|links|table|json|differences|comparison|counts?|numbers?|report|files|hits|names|data|"
    "extract)|everything|the lot|(?:result|results|summary|output))\\b");
const Pattern marker(
    "(?: :|\\b(?:saying|that says|which says|reading|that reads|with the (?:text|content|contents|words|line|following "
    "text|following content)|containing(?: the (?:text|line|words))?|that contains|with content|with text|note "
    "that|down that|down|with))(?: :)? (.+)$");
const Pattern trailing_file(
    "^(.*?) (?:to|in|into|at the (?:end|bottom) of|on|as|inside|under)(?: the)?(?: end of| bottom of)?(?: the| my| "
    "a)?(?: new)?(?: file| note| notes| list)?(?: called| named)? <f>$");
const Pattern between(
    "^(?:write|add|append|put|insert|record|save|note|jot down|jot|note down|store|log)(?: down)?(?: "
    "(?:the|a|another|one more|new|this|following|line|text|note|item|entry|words?|sentence|saying|that "
    "says|with|task|todo|:))* (.+?) (?:to|in|into|at the (?:end|bottom) of|on|as|inside)(?: the)?(?: end of| bottom "
    "of)?(?: the| my| a)?(?: new)?(?: file| note| notes| list| text file)?(?: called| named)? (?:<f>|it|that file|the "
    "file)$");

enum class Mode { create, append, overwrite };

std::string with_final_newline(std::string text) {
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text;
}

std::optional<Fragment> write(Desk& desk, const std::string& path, const std::string& content, Mode mode) {
  std::optional<Existence> exists = existence(desk, path);
  if (!exists) return std::nullopt;
  bool present = *exists == Existence::present;
  if (present && mode == Mode::create) {
    return Fragment::unclear(
        fmt::format("`{}` exists already. Say \"append to {}\" or \"overwrite {}\".", path, path, path));
  }
  std::string text = with_final_newline(content);
  if (present && mode == Mode::append) {
    std::optional<WholeText> whole = whole_text(desk, path);
    if (!whole) return std::nullopt;
    if (whole->problem) return whole->problem;
    text = (whole->text.empty() ? "" : with_final_newline(whole->text)) + text;
  }
  const Reply* reply = desk.ask("fs_write", {{"path", path}, {"content", text}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("`{}` was not written: {}", path, reply->text));
  return Fragment::done(fmt::format("{} `{}`.", present && mode == Mode::append ? "Added the text to" : "Wrote", path));
}

std::optional<std::string> quoted_content(const Clause& clause) {
  std::string content;
  for (const Token* token : clause.of_kind(Token::Kind::quoted)) content += (content.empty() ? "" : "\n") + token->text;
  if (content.empty()) return std::nullopt;
  return content;
}

// The text that the user gave, exactly as written.
std::optional<std::string> content_of(const Clause& clause) {
  if (std::optional<std::string> quoted = quoted_content(clause)) return quoted;
  re2::StringPiece captured;
  if (RE2::PartialMatch(clause.text, marker, &captured)) {
    re2::StringPiece rest = captured, before;
    if (RE2::PartialMatch(rest, trailing_file, &before) && clause.of_kind(Token::Kind::file).size() == 1)
      captured = before;
    if (captured != "<f>" && !captured.empty()) {
      std::vector<const Token*> covered = clause.covered(std::string_view(captured.data(), captured.size()));
      bool to_the_end = covered.back() == &clause.tokens.back();
      std::size_t end = to_the_end ? clause.task.size() : covered.back()->end;
      return std::string(trim(clause.task.substr(covered.front()->begin, end - covered.front()->begin)));
    }
  }
  if (RE2::PartialMatch(clause.text, between, &captured))
    return clause.original(std::string_view(captured.data(), captured.size()));
  return std::nullopt;
}

// The clause without what is to be written.
std::string around_content(const Clause& clause, const std::string& content) {
  std::string text = clause.text;
  std::size_t at = text.find(fold(content));
  if (at != std::string::npos) text.erase(at, content.size());
  return text;
}

bool means_earlier_answer(const Reading& reading) {
  return reading.after_others && reading.clause.of_kind(Token::Kind::quoted).empty() &&
         RE2::PartialMatch(reading.clause.text, earlier_answer);
}

Mode mode_of(const std::string& text) {
  if (RE2::PartialMatch(text, overwrites)) return Mode::overwrite;
  return RE2::PartialMatch(text, appends) ? Mode::append : Mode::create;
}

// A new file is made where its name says; an existing one may be named without its folder.
std::optional<Fragment> write_to(Desk& desk, const FileReference& file, const std::string& content, Mode mode) {
  std::string path = file.text.starts_with("./") ? file.text.substr(2) : file.text;
  if (mode != Mode::create) {
    std::optional<Resolved> resolved = resolve(desk, file, Strictness::exact);
    if (!resolved) return std::nullopt;
    if (resolved->problem && resolved->problem->outcome == Fragment::Outcome::unclear) return resolved->problem;
    if (!resolved->problem) path = resolved->path;
  }
  return write(desk, path, content, mode);
}

}  // namespace

std::optional<Step> match_write_note(const Reading& reading) {
  const Clause& clause = reading.clause;
  const std::string& text = clause.text;
  if (!RE2::PartialMatch(text, verb) || asks_to_send(text)) return std::nullopt;
  // "Add up the column" is arithmetic.
  if (RE2::PartialMatch(text, "^add (?:up|together)\\b"_re)) return std::nullopt;
  bool empty_file = RE2::PartialMatch(
      text,
      "^(?:create|make|start|new|open a new)(?: me)?(?: an?| the)?(?: new)?(?: empty| blank)(?: text| markdown)?(?: file| note| document)?(?: called| named)? <f>$"_re);
  std::optional<std::string> content = content_of(clause);
  bool earlier = means_earlier_answer(reading);
  if (!content && !earlier && !empty_file) return std::nullopt;
  bool given = !clause.of_kind(Token::Kind::quoted).empty() || RE2::PartialMatch(text, marker);
  if (!given && asks_for_new_text(text)) return std::nullopt;
  std::vector<FileReference> files = reading.files;
  if (files.empty() &&
      RE2::PartialMatch(text, "\\b(?:it|that file|the file|the same file|there)$|\\bto (?:it|the file)\\b"_re))
    files = reading.antecedent;
  bool to_compose =
      asks_for_new_text(text) || RE2::PartialMatch(text, "\\b(?:summary|poem|code|function|overview|list of)\\b"_re);
  if (files.empty() && to_compose) return std::nullopt;
  if (files.empty()) {
    return Step{
        Step::Order::free, [](Desk&) {
          return Fragment::unclear("the task does not say which file to write. Name it, for example `notes/new.txt`.");
        }};
  }
  if (!earlier && content && RE2::PartialMatch(around_content(clause, *content), elsewhere)) {
    return Step{Step::Order::free, [](Desk&) {
                  return Fragment::beyond("it adds text at the end of a file only, or writes the whole file.");
                }};
  }
  Mode mode = mode_of(text);
  FileReference file = files.back();
  if (earlier) {
    return Step{Step::Order::in_turn, [=](Desk& desk) { return write_to(desk, file, desk.earlier, mode); }};
  }
  std::string whole = empty_file ? std::string() : *content;
  return Step{Step::Order::in_turn, [=](Desk& desk) { return write_to(desk, file, whole, mode); }};
}

}  // namespace hearth::llm::reflex
