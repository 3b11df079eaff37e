#include <algorithm>
#include <vector>

#include "settings/settings.h"

namespace hearth::settings {

namespace {

Declaration boolean(std::string_view name, Home home, bool value, std::string_view documentation) {
  return {name, Type::boolean, home, value, {}, {}, {}, documentation};
}

struct Range {
  std::int64_t minimum, maximum;
};
Declaration integer(std::string_view name, Home home, std::int64_t value, Range range, std::string_view documentation) {
  return {name, Type::integer, home, value, range.minimum, range.maximum, {}, documentation};
}

Declaration text(std::string_view name, Home home, std::string_view value, std::string_view documentation) {
  return {name, Type::text, home, value, {}, {}, {}, documentation};
}

Declaration choice(std::string_view name, Home home, std::string_view value, std::vector<std::string_view> choices,
                   std::string_view documentation) {
  return {name, Type::text, home, value, {}, {}, std::move(choices), documentation};
}

std::vector<Declaration> make_table() {
  constexpr Home preference = Home::preference, bootstrap = Home::bootstrap;
  const std::vector<std::string_view> actions{"allow", "mask", "ask", "block"};
  return {
      integer("agent.max_minutes", preference, 30, {1, 1440},
              "Minutes a run may take, waiting for approvals not counted; then it ends as failed."),
      integer("agent.max_parallel_runs", preference, 4, {1, 32}, "Runs that work at the same time; further ones wait."),
      integer("agent.max_turns", preference, 40, {1, 200},
              "Answers a run may ask of its model; then it ends as failed."),
      text("agent.model", preference, "reflex",
           "The model of a run that names none. \"reflex\" is built in and needs no network."),
      integer("agent.repeat_limit", preference, 3, {1, 20},
              "How often a run may make one tool call with the same arguments; then it is told so, and ends."),
      choice("appearance.density", preference, "roomy", {"roomy", "compact"},
             "How close together things stand on a page."),
      text("appearance.language", preference, "",
           "Code of the language of the pages, as in \"de\"; empty: the browser's own."),
      choice("appearance.theme", preference, "system", {"system", "light", "dark"},
             "The colours of the pages; system: as the desktop has them."),
      text("git.email", preference, "",
           "The e-mail address in commits that the agent makes; empty: as the repository's own configuration says."),
      text("git.name", preference, "",
           "The name in commits that the agent makes; empty: as the repository's own configuration says."),
      text("labels.untrusted_files", preference, "**/*.eml,**/*.mbox,**/*.mht,**/*.html,**/*.htm",
           "Globs, separated by commas, of files that others have written by their nature: reading one makes a session "
           "untrusted, so that it asks before it destroys or sends anything once it also holds data of yours."),
      text("local.api_key_file", preference, "",
           "Path of a file that holds the key of the local server; empty: it needs none. The key itself is never "
           "stored."),
      text("local.base_url", preference, "",
           "Address of a model server on this machine that speaks the OpenAI protocol, as in http://127.0.0.1:8080/v1; "
           "empty: there is none."),
      choice("log.level", bootstrap, "info", {"debug", "info", "warn", "error"},
             "The least grave lines that are logged."),
      choice(
          "memory.encoder", preference, "minilm", {"minilm", "off", "static"},
          "How memory is searched by meaning, from the next start on. minilm: best. static: hundreds of times quicker "
          "to index, for very much text. off: by words alone."),
      choice("memory.suggestions", preference, "ask", {"ask", "accept", "off"},
             "What becomes of facts, preferences and decisions that are noticed in what you say, or that a model wants "
             "to keep. ask: they wait until you confirm them. accept: they hold at once, but not from conversations in "
             "which others may have written. off: none are noticed."),
      choice("network.mode", preference, "ask", {"offline", "local", "allowlist", "ask"},
             "What may leave this machine. offline: nothing. local: only to the private network, where a rule allows "
             "it. allowlist: only where a rule allows it. ask: where no rule speaks, you are asked."),
      choice(
          "redaction.accounts", preference, "allow", actions,
          "What happens to payment card numbers and IBANs in a request to a model that is not on this machine. "
          "mask: a placeholder goes out, and the answer gets the number back. ask: you are asked. block: the request "
          "does not go out."),
      choice("redaction.emails", preference, "allow", actions,
             "What happens to e-mail addresses in a request to a model that is not on this machine; as for "
             "redaction.accounts."),
      choice(
          "redaction.home_paths", preference, "allow", actions,
          "What happens to home folders, which name their user, in a request to a model that is not on this machine; "
          "as for redaction.accounts."),
      choice(
          "redaction.pattern_action", preference, "mask", actions,
          "What happens to what redaction.patterns describes in a request to a model that is not on this machine; as "
          "for redaction.accounts."),
      text("redaction.patterns", preference, "",
           "What is private to you, one a line: \"name: Ada Lovelace\" (whole words in any case), \"path: clients/**\" "
           "(a glob) or \"regex: ACME-[0-9]{6}\" (RE2, within a line)."),
      choice("redaction.phones", preference, "allow", actions,
             "What happens to telephone numbers in a request to a model that is not on this machine; as for "
             "redaction.accounts."),
      choice("redaction.secrets", preference, "mask", actions,
             "What happens to keys, tokens, passwords and private keys in a request to a model that is not on this "
             "machine; as for redaction.accounts."),
      text("remote.api_key_file", preference, "",
           "Path of a file that holds the key of the remote server; empty: it needs none. The key itself is never "
           "stored."),
      text("remote.base_url", preference, "",
           "Address of a model server elsewhere that speaks the OpenAI protocol, as in https://models.example.org/v1; "
           "empty: there is none. It is asked only as far as `hearth network` allows."),
      integer("server.idle_minutes", preference, 15, {0, 10080},
              "Minutes without work after which a sidecar that a command has started ends itself; 0: never."),
      integer("server.max_connections", bootstrap, 256, {4, 4096},
              "Connections open at the same time; further ones are answered 503."),
      boolean(
          "server.tcp", bootstrap, true,
          "Whether the sidecar also listens on 127.0.0.1, for browsers; the command line needs its unix socket only."),
      choice("store.durability", bootstrap, "full", {"full", "normal"},
             "full: what is acknowledged survives a power cut. normal: it survives a crash of the program, and perhaps "
             "not "
             "a power cut; quicker."),
  };
}

const std::vector<Declaration>& table() {
  static const std::vector<Declaration> declared = make_table();
  return declared;
}

}  // namespace

std::span<const Declaration> declarations() {
  return table();
}

const Declaration* find(std::string_view name) {
  auto at = std::lower_bound(
      table().begin(), table().end(), name,
      [](const Declaration& declaration, std::string_view wanted) { return declaration.name < wanted; });
  return at != table().end() && at->name == name ? &*at : nullptr;
}

}  // namespace hearth::settings
