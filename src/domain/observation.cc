#include "domain/observation.h"

#include <array>
#include <cstddef>

namespace hearth {

namespace {

template <class Enum, std::size_t Count>
std::optional<Enum> find(const std::array<Enum, Count>& all, std::string_view word) {
  for (Enum each : all) {
    if (to_string(each) == word) return each;
  }
  return std::nullopt;
}

template <class Id>
json id_or_null(const std::optional<Id>& id) {
  return id ? json(id->value) : json(nullptr);
}

}  // namespace

std::string_view to_string(ObservationKind kind) {
  switch (kind) {
    case ObservationKind::fact:
      return "fact";
    case ObservationKind::preference:
      return "preference";
    case ObservationKind::decision:
      return "decision";
    case ObservationKind::procedure:
      return "procedure";
    case ObservationKind::episode:
      return "episode";
  }
  return {};
}

std::optional<ObservationKind> observation_kind_from(std::string_view word) {
  using enum ObservationKind;
  return find(std::array{fact, preference, decision, procedure, episode}, word);
}

std::string_view to_string(ObservationScope scope) {
  switch (scope) {
    case ObservationScope::global:
      return "global";
    case ObservationScope::project:
      return "project";
    case ObservationScope::session:
      return "session";
  }
  return {};
}

std::optional<ObservationScope> observation_scope_from(std::string_view word) {
  using enum ObservationScope;
  return find(std::array{global, project, session}, word);
}

std::string_view to_string(ConfirmedBy who) {
  switch (who) {
    case ConfirmedBy::user:
      return "user";
    case ConfirmedBy::setting:
      return "setting";
  }
  return {};
}

std::optional<ConfirmedBy> confirmed_by_from(std::string_view word) {
  using enum ConfirmedBy;
  return find(std::array{user, setting}, word);
}

std::string_view to_string(ObservationState state) {
  switch (state) {
    case ObservationState::suggested:
      return "suggested";
    case ObservationState::confirmed:
      return "confirmed";
    case ObservationState::ended:
      return "ended";
  }
  return {};
}

ObservationState state_of(const Observation& observation, UnixMillis now) {
  if (observation.superseded_by || (observation.valid_until && *observation.valid_until <= now)) {
    return ObservationState::ended;
  }
  return observation.confirmed_by ? ObservationState::confirmed : ObservationState::suggested;
}

json to_json(const Observation& observation, UnixMillis now) {
  return {{"id", observation.id.value},
          {"kind", to_string(observation.kind)},
          {"subject", observation.subject},
          {"text", observation.text},
          {"scope", to_string(observation.scope)},
          {"workspace_id", id_or_null(observation.workspace)},
          {"session_id", id_or_null(observation.session)},
          {"source_message_id", id_or_null(observation.source)},
          {"state", to_string(state_of(observation, now))},
          {"confirmed_by", observation.confirmed_by ? json(to_string(*observation.confirmed_by)) : json(nullptr)},
          {"confidence", observation.confidence},
          {"untrusted", observation.untrusted},
          {"valid_from", observation.valid_from},
          {"valid_until", observation.valid_until ? json(*observation.valid_until) : json(nullptr)},
          {"superseded_by", id_or_null(observation.superseded_by)},
          {"created_at", observation.created_at}};
}

std::string normal_form(std::string_view text) {
  std::string normal;
  normal.reserve(text.size());
  for (char c : text) {
    bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (is_space && (normal.empty() || normal.back() == ' ')) continue;
    normal += is_space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  while (!normal.empty() && std::string_view(" .!;,").find(normal.back()) != std::string_view::npos) normal.pop_back();
  return normal;
}

}  // namespace hearth
