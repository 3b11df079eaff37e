#include "llm/reflex/language/rewording.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

struct Rule {
  Pattern said;
  std::string_view meant;  // "\1" is what the first group captured
};

#define GREP "^(?:grep|egrep|fgrep|rg|ag|ack)"
#define OPTIONS "(?: -[\\w-]+)"
#define NUMBER "(?:\\d+|\\w+)"
#define LINES                                                                                                         \
  "((?:the )?(?:lines?|rows?) (?:number )?#?\\d\\S*(?: (?:to|through|thru|until|till|and|up to|-) (?:lines? )?\\d+)?" \
  "|(?:the )?(?:(?:very )?(?:first|last|top|bottom|final|opening) )(?:" NUMBER                                        \
  " )?(?:of )?(?:lines?|rows?)|(?:the )?(?:\\d+(?:st|nd|rd|th)|second|third|fourth|fifth) (?:line|row))"
#define OF_FILE " (?:of|in|from|inside) (?:the )?(?:\\w+ )?(?:file |document )?(<f>)"
#define OUGHT "(?:should|must|shall|needs to|has to|ought to|is to)"
#define IS_REPLACED \
  "(?:be|read|say|become|be (?:changed|corrected|turned) (?:in)?to|be replaced (?:by|with))(?: instead)?"
#define EDIT "(?:correct|edit|update|fix|change|amend|adjust|modify|in)"
#define THE_FILE "(?:the )?(?:file )?"
#define THE_TEXT "(?:the (?:word|words|text|phrase|line|name|price|date) )?"
#define PLACE                                                                                                      \
  "((?:(?:the|all|my|our|every|of|this|whole|entire) )*(?:(?:[\\w+-]{4,}|js|py|md|csv|txt|log) )?"                 \
  "(?:(?:file|folder|directory|document)s? )?(?:<[fdg]>|them|it|files|folder|directory|documents|notes|workspace|" \
  "code|everything|folders)(?: (?:folder|directory|files?))?)"
#define THINGS                                                                                                        \
  "(?:emails?|email addresses|mail addresses|dates?|deadlines|urls?|links?|hyperlinks|web addresses|amounts?|prices|" \
  "sums|phones?|phone numbers?|telephone numbers?|key[- /]?(?:and[- ])?values?|key[- /]?value pairs|pairs|fields)"

#define MATCHING                                                                             \
  "(?:(?:that|which|where it) "                                                              \
  ")?(?:contain(?:s|ing)?|mention(?:s|ing)?|say(?:s|ing)?|includ(?:e|es|ing)|with|hold(?:s|" \
  "ing)?|read(?:s|ing)?|match(?:es|ing)?)"
#define TURNS_UP                                                                        \
  "(?:(?:turn(?:ed|s)?|com(?:e|es)|came|crop(?:s|ped)?|pop(?:s|ped)?|show(?:s|ed|n)?) " \
  "up|occur(?:s|red)?|appear(?:s|ed)?|"                                                 \
  "get mentioned|feature|(?:get )?mentioned)"
#define TERM                                                                                                \
  "(?:the )?(?:(?:exact )?(?:word|words|term|name|phrase|string|text|expression) )*(<[qr]>|[^ <,:]+(?: [^ " \
  "<,:]+){0,3}?)"
#define SPOTS "(?:lines?|rows?|places?|spots?|passages?)"
#define ASKED                                                                             \
  "(?:find|list|show|give|get|print|display|see|bring|fetch|collect)(?: me)?(?: up)?(?: " \
  "(?:all|every|each|any|the|of|those|single))*"
#define HOW_MANY "(\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
#define AREA "((?:(?:the|my|our) )?[a-z][\\w-]*)"
#define EVERYWHERE "(?:everywhere|throughout|each time|all over)"

// In order; a clause may go through several.
const Rule rules[] = {
    // Commands of a shell.
    {Pattern("^wc (?:-w|--words) (<f>)$"), "count the words of \\1"},
    {Pattern("^wc (?:-l|--lines) (<f>)$"), "count the lines of \\1"},
    {Pattern("^wc (?:-m|--chars) (<f>)$"), "count the characters of \\1"},
    {Pattern("^wc (?:-c|--bytes) (<f>)$"), "count the bytes of \\1"},
    {Pattern("^wc (<f>)$"), "count the lines and words and bytes of \\1"},
    {Pattern("^head -{1,2}(?:n|lines)?[ =]?(\\d+) (<f>)$"), "read the first \\1 lines of \\2"},
    {Pattern("^tail -{1,2}(?:n|lines)?[ =]?(\\d+) (<f>)$"), "read the last \\1 lines of \\2"},
    {Pattern("^(?:cat|less|more|bat|nl)" OPTIONS "* (<f>)$"), "read \\1"},
    {Pattern("^(?:git )?mv" OPTIONS "* (<[fdq]>) (<[fdq]>|[\\w./-]+)$"), "move \\1 to \\2"},
    {Pattern("^(?:git )?rm" OPTIONS "* (<[fd]>)$"), "delete \\1"},
    {Pattern("^echo (<q>) > (<f>)$"), "create \\2 with the text \\1"},
    {Pattern("^echo (<q>) >> (<f>)$"), "append \\1 to \\2"},
    {Pattern("^touch (<f>)$"), "create an empty file \\1"},
    {Pattern("^ls" OPTIONS "*$"), "list the files"},
    {Pattern("^ls" OPTIONS "* (<d>|[\\w-]+)$"), "list the files in \\1"},
    {Pattern(GREP " -(?:\\w*c\\w*|-count) (\\S+) (<f>)$"), "count the lines with \\1 in \\2"},
    {Pattern(GREP OPTIONS "+ (\\S+) (<[fdg]>|[\\w-]+)$"), "search for \\1 in \\2"},
    {Pattern(GREP OPTIONS "+ (.+)$"), "search for \\1"},
    {Pattern(GREP " (<[qr]>|[^ <]{4,}) (<[fd]>)$"), "search for \\1 in \\2"},

    // Wishes and polite questions.
    {Pattern("^(?:remind|show|tell) me ((?:of )?(?:what|which|when) (?:have |did |had )?(?:i|we)\\b.+)$"), "\\1"},
    {Pattern("^(?:i|we) (?:have|need|got|must|want)(?: got)? (?:to )?know ((?:how|what|which|who|when|where)\\b.+)$"),
     "\\1"},
    {Pattern("^(?:find|search|look up|show|show me)(?: out)? (?:where|when|what) (?:we|i|you) "
             "(?:talked|spoke|said|wrote|discussed|asked|"
             "chatted|mentioned) (?:about |of )?(.+?)(?: (?:earlier|before|in the past|last time))+$"),
     "search my history for \\1"},
    {Pattern("^whereabouts (.+)$"), "where \\1"},
    {Pattern("^know ((?:how|what|which|who|when|where)\\b.+)$"), "\\1"},
    {Pattern("^(?:let me know|do you know|any idea) ((?:how|what|which|who|when|where)\\b.+)$"), "\\1"},
    {Pattern("^i am (?:(?:looking|searching|hunting) for|after) (.+)$"), "find \\1"},
    {Pattern("^" THE_FILE "(<f>) can (?:now )?(?:go|be (?:deleted|removed|erased))(?: now| away)?$"), "delete \\1"},
    {Pattern("^i (?:would like|would love|need|want|require)(?: to (?:see|have|get|look at))? (.+)$"), "give me \\1"},
    {Pattern("^(?:can|could|may) (?:i|we) (?:please )?(?:see|have|get|read) (.+)$"), "show me \\1"},
    {Pattern("^let me (?:see|have|read|look at) (.+)$"), "show me \\1"},

    // Lines by their numbers, whatever they are asked for with.
    {Pattern("^(?:give(?: me)?|show(?: me)?|get(?: me)?|what (?:is|are|does|do|stands?)|(?:what|which) text is|tell me "
             "what(?: is)?|quote|bring up|pull up|fetch)(?: (?:written|standing|in|on|at|the text|text|content|the "
             "content|is|of))* " LINES "(?: says?| reads?| contains?| looks? like)?" OF_FILE
             "(?: says?| reads?| contains?| looks? like)?$"),
     "read \\1 of \\2"},
    {Pattern("^(?:from|between|in|on) " LINES OF_FILE "$"), "read \\1 of \\2"},
    {Pattern("^(<f>)(?: ,| :)? " LINES "$"), "read \\2 of \\1"},
    {Pattern("^(<f>)(?: ,| :)? (\\d+-\\d+)$"), "read lines \\2 of \\1"},
    {Pattern("^what (?:does|is|do) " THE_FILE "(<f>) (?:say|have|contain|read)? ?(?:on|in|at) " LINES "$"),
     "read \\2 of \\1"},

    {Pattern("^(?:(?:give|show|get|read|print)(?: me)? )?(?:the )?(?:head|top|beginning|start) of " THE_FILE
             "(<f>)(?: ,| :)* " HOW_MANY " (?:lines?|rows?)$"),
     "read the first \\2 lines of \\1"},
    {Pattern("^(?:(?:give|show|get|read|print)(?: me)? )?(?:the )?(?:tail|end|bottom) of " THE_FILE
             "(<f>)(?: ,| :)* " HOW_MANY " (?:lines?|rows?)$"),
     "read the last \\2 lines of \\1"},

    // What the answer gives anyway.
    {Pattern("^(.*\\bcharacters\\b.*?)(?: ,)? (?:(?:including|counting|with)(?: all)?(?: the)? "
             "(?:spaces|blanks|whitespace)|"
             "(?:spaces|blanks|whitespace) included)$"),
     "\\1"},
    {Pattern("^(.*\\b(?:headings|sections|headlines|functions|classes|methods)\\b.*?)(?: ,)? (?:each "
             ")?(?:with|and|plus|together with) "
             "(?:its|their|the) line numbers?$"),
     "\\1"},
    {Pattern(
         "^(.*\\brows\\b.*?) (?:without|excluding|not counting|except)(?: for)? (?:the )?header(?: row| line)?(.*)$"),
     "\\1 \\2"},
    {Pattern("^(.+ <[fd]>)(?: ,)+ (?:(?:as|in) )?json$"), "\\1 as json"},
    {Pattern("^(?:(?:give|show|get|list|print|tell)(?: me)?(?: all)? )?(?:the )?(<f>) "
             "(headings|headlines|sections|functions|classes|methods|"
             "outline|structure|table of contents)$"),
     "list the \\2 of \\1"},

    // What is said of a file is to be done with it.
    {Pattern("^" THE_FILE "(<f>) " OUGHT
             " (?:now )?(?:be|get|become|have) (?:renamed|called|named|the name)(?: to| as| "
             "into)? (<[fq]>|[\\w./-]+)(?: from now on| instead| now| in future)*$"),
     "rename \\1 to \\2"},
    {Pattern("^(?:call|name) " THE_FILE "(<f>) (<[fq]>)(?: from now on| instead| now)?$"), "rename \\1 to \\2"},
    {Pattern("^" THE_FILE "(<f>) (?:belongs|" OUGHT " (?:now )?(?:be moved|get moved|be put|be|go|live|move)) "
             "(?:to|in|into|under|inside) ((?:the )?(?:<[fd]>|[\\w-]+)(?: folder| directory)?)$"),
     "move \\1 to \\2"},
    {Pattern("^" THE_FILE "(<f>) " OUGHT " (?:now )?(?:be|get) (?:deleted|removed|erased|thrown away|trashed)$"),
     "delete \\1"},
    {Pattern("^" EDIT " " THE_FILE "(<f>)(?: :| ,)* " THE_TEXT "(<q>) " OUGHT " " IS_REPLACED " (<q>)$"),
     "replace \\2 with \\3 in \\1"},
    {Pattern("^" THE_TEXT "(<q>) " OUGHT " " IS_REPLACED " (<q>) in " THE_FILE "(<f>)$"),
     "replace \\1 with \\2 in \\3"},
    {Pattern("^" THE_TEXT "(<q>) in " THE_FILE "(<f>) " OUGHT " " IS_REPLACED " (<q>)$"),
     "replace \\1 with \\3 in \\2"},
    {Pattern("^" EDIT " " THE_FILE "(<f>)(?: :| ,)* it " OUGHT " (?:say|read|be) (<q>)(?: ,)? (?:instead of|not|rather "
             "than|and not) (<q>)$"),
     "replace \\3 with \\2 in \\1"},

    {Pattern("^(?:in )?" THE_FILE "(<f>)(?: :| ,)* " THE_TEXT "(<q>) " OUGHT " " IS_REPLACED " (<q>)(?: " EVERYWHERE
             ")?$"),
     "replace \\2 with \\3 in \\1"},
    // Without quotes only if it is said to be about each place: else it may be a wish for another wording.
    {Pattern("^(?:in )?" THE_FILE "(<f>)(?: :| ,)* " THE_TEXT "([^ <,:]+(?: [^ <,:]+)?) " OUGHT " " IS_REPLACED
             " ([^ <,:]+(?: [^ <,:]+)?) " EVERYWHERE "$"),
     "replace \\2 with \\3 in \\1"},
    {Pattern("^" THE_TEXT "([^ <,:]+(?: [^ <,:]+)?|<q>) " OUGHT " " IS_REPLACED
             " ([^ <,:]+(?: [^ <,:]+)?|<q>) " EVERYWHERE " in " THE_FILE "(<f>)$"),
     "replace \\1 with \\2 in \\3"},
    {Pattern("^(?:stick|tack|slap|glue|pop|drop|add|append|put|write) (<q>) (?:on|onto|to|at|on to) (?:the )?(?:very )?"
             "(?:bottom|end|tail|foot) of " THE_FILE "(<f>)$"),
     "append \\1 to \\2"},
    {Pattern("^(?:stick|tack|slap|glue|pop|add|append|put|write) (<q>) (?:onto|on to) " THE_FILE "(<f>)$"),
     "append \\1 to \\2"},

    // Where something turns up.
    {Pattern("^(?:does|do|did|has|is|are|was) " TERM " (?:ever )?" TURNS_UP "(?: (?:anywhere|somewhere|at all|ever))*"
             "(?: (?:in|inside|within|across) " PLACE ")?$"),
     "search for \\1 in \\2"},
    {Pattern("^(?:where|(?:in|on|at) (?:which|what) " SPOTS ") (?:exactly )?(?:does|do|did|is|are|was) " TERM
             " " TURNS_UP "(?: (?:in|inside|within|across) " PLACE ")?$"),
     "search for \\1 in \\2"},
    {Pattern("^(?:does|do|did|has|is|are|was) " TERM " (?:ever )?" TURNS_UP "(?: (?:anywhere|somewhere|at all|ever))*"
             " (?:in|inside|within|across) " AREA "$"),
     "search for \\1 in \\2 folder"},
    {Pattern("^(?:where|(?:in|on|at) (?:which|what) " SPOTS ") (?:exactly )?(?:does|do|did|is|are|was) " TERM
             " " TURNS_UP " (?:in|inside|within|across) " AREA "$"),
     "search for \\1 in \\2 folder"},
    {Pattern("^(?:where|(?:in|on|at) (?:which|what) " SPOTS ") (?:of|in) " PLACE
             " (?:exactly )?(?:does|do|did|is|are|was) " TERM " " TURNS_UP "$"),
     "search for \\2 in \\1"},
    {Pattern("^(?:in )?(?:which|what) (?:files?|documents?) (?:does|do|did|is|are) " TERM " " TURNS_UP "$"),
     "which files mention \\1"},
    {Pattern("^(?:" ASKED " )?(?:(?:all|every|each|any|the) )*" SPOTS " (?:of|in|from|inside|within) " PLACE
             " " MATCHING " " TERM "$"),
     "search for \\2 in \\1"},
    {Pattern("^(?:(?:all|every|any|the) )*" SPOTS " " MATCHING " " TERM " (?:of|in|from|inside|within) " PLACE "$"),
     "search for \\1 in \\2"},
    {Pattern("^(?:" ASKED " )?" SPOTS
             " (?:where|in which) ((?:the |my |our )?(?:<[fdg]>|[a-z]{4,})) (?:says?|mentions?|"
             "contains?|includes?|speaks? of|talks? about) " TERM "$"),
     "search for \\2 in \\1"},
    {Pattern(
         "^where (?:does|do) ((?:the |my |our )(?:<[fdg]>|[a-z]{4,})|<[fdg]>) (?:say|mention|contain|include|speak of|"
         "talk about) " TERM "$"),
     "search for \\2 in \\1"},

    // The place before what is looked for.
    {Pattern("^(?:which|what) lines? (?:of|in) (<[fd]>) (?:contain|mention|have|include|say|match|hold)s? (.+)$"),
     "search for \\2 in \\1"},
    {Pattern(
         "^(?:search|grep|scan|check|comb|(?:go|look|search|dig) (?:through|in|inside|into)) (?:(?:the|my|our|all) )+"
         "([a-z][\\w-]*) for (.+)$"),
     "search for \\2 in the \\1"},
    {Pattern("^(?:search|grep|scan)(?: (?:in|through|inside|into|within))? " PLACE " for (.+)$"),
     "search for \\2 in \\1"},
    {Pattern("^(?:look|check|go|comb|dig|hunt) (?:in|through|inside|into|within) " PLACE " for (.+)$"),
     "search for \\2 in \\1"},
    {Pattern("^check " PLACE " for (.+)$"), "search for \\2 in \\1"},
    {Pattern("^for ((?:the (?:word|text|phrase) )?(?:<q>|[^<].*))$"), "search for \\1"},

    {Pattern("^where (?:do|can|could) (?:i|we) find (.+)$"), "where is \\1"},
    {Pattern(
         "^where (?:did |have |had )?(?:i|we) (?:put|save|saved|keep|kept|leave|left|store|stored|file|filed) (.+)$"),
     "where is \\1"},
    {Pattern("^(?:what|which)(?: files| documents| things)? (?:does|do) (?:the )?(<d>|[\\w-]+ folder|[\\w-]+ directory|"
             "folder \\S+|directory \\S+) (?:contain|hold|have|include)(?: in it)?$"),
     "list the files in \\1"},
    {Pattern("^(?:(?:find|list|show|show me|give me) )?(?:everything|anything) ((?:(?:that|which) )?"
             "(?:end|start|begin)(?:s|ing|ning)? (?:with|in|on) .+)$"),
     "find files \\1"},

    {Pattern("^(?:find|look for|search for|show|list|give|which|what)(?: (?:me|the|all|any|every))* "
             "(?:files?|documents?|papers?)(?: (?:that|which))?(?: (?:is|are|deal|deals))? (?:about|concerning|on the "
             "topic of) (.+)$"),
     "which files mention \\1"},

    // Things without a verb.
    {Pattern("^((?:(?:the|all|every|any|each|unique) )*" THINGS "(?: \\w+){0,2} (?:in|of|from|inside|within)(?: "
             "\\w+){0,3} <[fd]>(?: as .+| please)?)$"),
     "extract \\1"},
    {Pattern("^((?:(?:the|all|any) )*(?:todos?|fixmes?)\\b.*)$"), "find \\1"},
};
#undef GREP
#undef OPTIONS
#undef NUMBER
#undef LINES
#undef OF_FILE
#undef OUGHT
#undef IS_REPLACED
#undef EDIT
#undef THE_FILE
#undef THE_TEXT
#undef PLACE
#undef THINGS
#undef MATCHING
#undef TURNS_UP
#undef TERM
#undef SPOTS
#undef ASKED
#undef HOW_MANY
#undef AREA
#undef EVERYWHERE

constexpr int most_groups = 4;

void take_over(std::vector<Token>& tokens, const Clause& clause, re2::StringPiece captured) {
  if (captured.empty()) return;
  std::vector<const Token*> covered = clause.covered(std::string_view(captured.data(), captured.size()));
  // "head -n3": the number is a part of a token.
  if (covered.size() == 1 && covered[0]->kind == Token::Kind::word && covered[0]->canonical.size() > captured.size()) {
    tokens.push_back(made_word(std::string_view(captured.data(), captured.size()), covered[0]->begin));
    return;
  }
  for (const Token* token : covered) tokens.push_back(*token);
}

Clause said_with(const Clause& clause, std::string_view meant,
                 const std::array<re2::StringPiece, most_groups>& groups) {
  std::vector<Token> tokens;
  while (!meant.empty()) {
    std::string_view word = meant.substr(0, meant.find(' '));
    meant.remove_prefix(std::min(meant.size(), word.size() + 1));
    bool no_place = word == "in" && meant.size() == 2 && groups[static_cast<std::size_t>(meant[1] - '0')].empty();
    if (no_place) break;
    if (word.front() == '\\') {
      take_over(tokens, clause, groups[static_cast<std::size_t>(word[1] - '0')]);
    } else {
      tokens.push_back(made_word(word, clause.tokens.front().begin));
    }
  }
  return clause_of(clause.task, std::move(tokens));
}

}  // namespace

Clause reworded(Clause clause) {
  for (const Rule& rule : rules) {
    if (clause.tokens.empty()) break;
    const RE2& said = rule.said;
    std::array<re2::StringPiece, most_groups> groups;
    if (said.Match(clause.text, 0, clause.text.size(), RE2::ANCHOR_BOTH, groups.data(), most_groups))
      clause = said_with(clause, rule.meant, groups);
  }
  return clause;
}

}  // namespace hearth::llm::reflex
