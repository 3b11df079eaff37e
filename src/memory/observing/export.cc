#include "memory/observing/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/clock.h"
#include "memory/observing/description.h"
#include "store/stored_json.h"

namespace hearth::memory {

namespace {

std::vector<Observation> all_of(db::Connection& connection, const store::Audience& audience, UnixMillis now) {
  constexpr std::int64_t page = 500;
  std::vector<Observation> all;
  store::ObservationQuery query{
      .audience = audience, .ended = store::ObservationQuery::Ended::included, .page = {.limit = page}, .now = now};
  for (int seen = page; seen == page;) {
    seen = store::each_observation(connection, query, [&](const Observation& each) { all.push_back(each); });
    if (!all.empty()) query.page.before = all.back().id.value;
  }
  std::ranges::reverse(all);
  return all;
}

std::string jsonl(db::Connection& connection, const store::Audience& audience, const std::vector<Observation>& all,
                  UnixMillis now) {
  std::string text;
  for (const Observation& observation : all) {
    json line = described(connection, observation, now);
    line["source"] = described_source(connection, audience, observation);
    text += store::json_text(line) + "\n";
  }
  return text;
}

std::string_view plural(ObservationKind kind) {
  switch (kind) {
    case ObservationKind::fact:
      return "Facts";
    case ObservationKind::preference:
      return "Preferences";
    case ObservationKind::decision:
      return "Decisions";
    case ObservationKind::procedure:
      return "Procedures";
    case ObservationKind::episode:
      return "Episodes";
  }
  return {};
}

// One line, which begins no other structure of Markdown.
std::string in_one_line(std::string_view text) {
  std::string line;
  for (char c : text) {
    if (c == '\n' || c == '\r') {
      line += ' ';
    } else if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) {
      line += {'\\', c};
    } else {
      line += c;
    }
  }
  return line;
}

std::string item(const Observation& observation, UnixMillis now) {
  std::string line = "- ";
  if (!observation.subject.empty()) line += fmt::format("**{}**: ", in_one_line(observation.subject));
  line += in_one_line(observation.text);
  line += fmt::format(" ({}, since {}", observation.id.value, format_local(observation.valid_from));
  if (observation.valid_until) line += fmt::format(" until {}", format_local(*observation.valid_until));
  if (observation.superseded_by) line += fmt::format(", superseded by {}", observation.superseded_by->value);
  if (state_of(observation, now) == ObservationState::suggested) line += ", not confirmed";
  if (observation.untrusted) line += ", from a session with text of others";
  return line + ")\n";
}

std::string place_of(db::Connection& connection, const Observation& observation, UnixMillis now) {
  if (observation.workspace) return described(connection, observation, now)["workspace"].get<std::string>();
  if (observation.session) return fmt::format("Session {}", observation.session->value);
  return "Everywhere";
}

std::string markdown(db::Connection& connection, const std::vector<Observation>& all, UnixMillis now) {
  std::map<std::string, std::map<ObservationKind, std::string>> places;
  for (const Observation& observation : all) {
    places[place_of(connection, observation, now)][observation.kind] += item(observation, now);
  }
  std::string text = "# What Hearth remembers\n";
  for (const auto& [place, kinds] : places) {
    text += fmt::format("\n## {}\n", in_one_line(place));
    for (const auto& [kind, items] : kinds) text += fmt::format("\n### {}\n\n{}", plural(kind), items);
  }
  return text;
}

}  // namespace

std::string_view to_string(ExportFormat format) {
  switch (format) {
    case ExportFormat::jsonl:
      return "jsonl";
    case ExportFormat::markdown:
      return "markdown";
  }
  return {};
}

Exported export_observations(db::Connection& connection, const store::Audience& audience, ExportFormat format,
                             UnixMillis now) {
  std::vector<Observation> all = all_of(connection, audience, now);
  return {format == ExportFormat::jsonl ? jsonl(connection, audience, all, now) : markdown(connection, all, now),
          static_cast<std::int64_t>(all.size())};
}

}  // namespace hearth::memory
