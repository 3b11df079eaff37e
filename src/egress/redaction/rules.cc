#include "egress/redaction/rules.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::egress {

namespace {

constexpr std::array<DataClassInfo, 6> classes{{
    {DataClass::secret, "secret", "redaction.secrets", "SECRET"},
    {DataClass::email, "email", "redaction.emails", "EMAIL"},
    {DataClass::phone, "phone", "redaction.phones", "PHONE"},
    {DataClass::account, "account", "redaction.accounts", "ACCOUNT"},
    {DataClass::home_path, "home_path", "redaction.home_paths", "HOME"},
    {DataClass::pattern, "pattern", "redaction.pattern_action", "PRIVATE"},
}};

constexpr std::array<std::pair<Action, std::string_view>, 4> action_names{{
    {Action::allow, "allow"},
    {Action::mask, "mask"},
    {Action::ask, "ask"},
    {Action::block, "block"},
}};

}  // namespace

std::span<const DataClassInfo> data_classes() {
  return classes;
}

const DataClassInfo& info(DataClass data_class) {
  return classes[static_cast<std::size_t>(data_class)];
}

std::string_view to_string(Action action) {
  return action_names[static_cast<std::size_t>(action)].second;
}

Action action_from(std::string_view word) {
  for (const auto& [action, name] : action_names) {
    if (name == word) return action;
  }
  throw Error(Code::invalid_argument,
              fmt::format("reading a redaction action: there is no action {}: give allow, mask, ask or block",
                          escape_for_display(word)));
}

Rules::Rules() : patterns_(std::make_shared<const std::vector<Pattern>>()) {
  actions_.fill(Action::allow);
  actions_[static_cast<std::size_t>(DataClass::secret)] = Action::mask;
  actions_[static_cast<std::size_t>(DataClass::pattern)] = Action::mask;
}

Rules Rules::from_settings(const std::function<std::string(std::string_view)>& text_of) {
  Rules rules;
  for (const DataClassInfo& each : classes) {
    rules.actions_[static_cast<std::size_t>(each.data_class)] =
        with_context(each.setting, [&] { return action_from(text_of(each.setting)); });
  }
  return rules.with_patterns(text_of("redaction.patterns"));
}

Rules Rules::with(DataClass data_class, Action action) const {
  Rules changed = *this;
  changed.actions_[static_cast<std::size_t>(data_class)] = action;
  return changed;
}

Rules Rules::with_patterns(std::string_view lines) const {
  Rules changed = *this;
  changed.patterns_ = std::make_shared<const std::vector<Pattern>>(parse_patterns(lines));
  return changed;
}

}  // namespace hearth::egress
