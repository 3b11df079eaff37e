#include "memory/observing/save_tool.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/utf8.h"
#include "store/labels.h"
#include "store/messages.h"
#include "store/observations.h"

namespace hearth::memory {

namespace {

constexpr std::int64_t messages_of_a_task = 200;  // the user's words of a task are among the newest so many

// Of effect read: what a call adds holds only if the user said or agrees to it, and a call made twice adds it once.
const ToolSpec spec_of_save = {
    "memory_save",
    "Keeps a fact, a preference, a decision, a procedure or an episode for later sessions, in one whole sentence that "
    "can "
    "be understood alone. What the user said in these words is kept at once; anything else becomes a suggestion that "
    "the "
    "user confirms. Give \"supersedes\" when it replaces something that memory_search found.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "text": {"type": "string", "minLength": 3, "maxLength": 4000, "description": "The sentence"},
        "kind": {"enum": ["fact", "preference", "decision", "procedure", "episode"], "description": "fact if left out"},
        "about": {"type": "string", "maxLength": 200, "description": "Whom or what it is about"},
        "scope": {"enum": ["global", "project", "session"], "description": "Where it holds; project if left out"},
        "supersedes": {"type": "integer", "minimum": 1, "description": "The number of the observation that it replaces"}
      },
      "required": ["text"],
      "additionalProperties": false
    })"),
    Effect::read,
    {}};

// What the user wrote in the task that runs, the newest of it.
std::optional<store::StoredMessage> words_of_user(db::Connection& connection, SessionId session) {
  std::vector<store::StoredMessage> all = store::conversation(connection, session, messages_of_a_task);
  for (auto message = all.rbegin(); message != all.rend(); ++message) {
    if (message->message.role == Role::user) return std::move(*message);
  }
  return std::nullopt;
}

class MemorySave : public Tool {
 public:
  MemorySave(store::Store& store, const Asker& asker, Suggestions suggestions)
      : store_(store), asker_(asker), suggestions_(suggestions) {}
  const ToolSpec& spec() const override { return spec_of_save; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token) override {
    return store_.write([&](store::Write& write) { return keep(write, arguments); });
  }

 private:
  ToolResult keep(store::Write& write, const json& arguments) const {
    Observation made = observation_of(write, arguments);
    if (!made.confirmed_by && suggestions_ == Suggestions::off) {
      return ToolResult::failure(
          "The user wants no suggestions of what to keep. What they ask to be kept has to be given in their own "
          "words.");
    }
    if (std::optional<Observation> same = store::find_same_observation(write, made, made.created_at)) {
      if (made.confirmed_by && !same->confirmed_by) {
        same = store::confirm_observation(write, audience(), same->id, ConfirmedBy::user, made.created_at);
      }
      return described(*same, "It was known already");
    }
    std::optional<ObservationId> id =
        made.confirmed_by ? store::add_observation(write, made) : store::suggest_observation(write, made);
    if (!id) return ToolResult::failure("The user did not want this to be kept. Do not suggest it again.");
    made.id = *id;
    if (made.confirmed_by && arguments.contains("supersedes")) {
      ObservationId old{arguments["supersedes"].get<std::int64_t>()};
      store::supersede_observation(write, audience(), old, made.id, made.created_at);
    }
    return described(made, made.confirmed_by ? "Kept" : "Suggested to the user, who may confirm it");
  }

  Observation observation_of(db::Connection& connection, const json& arguments) const {
    Observation made;
    made.text = arguments.at("text").get<std::string>();
    made.kind = observation_kind_from(arguments.value("kind", std::string("fact"))).value_or(ObservationKind::fact);
    made.subject = arguments.value("about", std::string());
    made.scope =
        observation_scope_from(arguments.value("scope", std::string("project"))).value_or(ObservationScope::project);
    if (made.scope == ObservationScope::project) made.workspace = asker_.workspace;
    if (made.scope == ObservationScope::session) made.session = asker_.session;
    made.valid_from = made.created_at = unix_millis_now();
    made.untrusted = store::session_labels(connection, asker_.session).untrusted;
    std::optional<store::StoredMessage> said = words_of_user(connection, asker_.session);
    if (said) made.source = said->id;
    if (said && normal_form(written_text(said->message)).find(normal_form(made.text)) != std::string::npos) {
      made.confirmed_by = ConfirmedBy::user;
    } else if (suggestions_ == Suggestions::accept && !made.untrusted) {
      made.confirmed_by = ConfirmedBy::setting;
    }
    if (!made.confirmed_by) made.confidence = 0.7;
    return made;
  }

  ToolResult described(const Observation& observation, std::string_view done) const {
    ToolResult result;
    result.text = fmt::format("{}, as observation {}: {}", done, observation.id.value, observation.text);
    result.structured = to_json(observation, unix_millis_now());
    result.labels = {.untrusted = observation.untrusted, .is_private = true};
    return result;
  }

  store::Audience audience() const { return {.workspace = asker_.workspace, .session = asker_.session}; }

  store::Store& store_;
  const Asker asker_;
  const Suggestions suggestions_;
};

}  // namespace

std::unique_ptr<Tool> make_memory_save(store::Store& store, const Asker& asker, Suggestions suggestions) {
  return std::make_unique<MemorySave>(store, asker, suggestions);
}

}  // namespace hearth::memory
