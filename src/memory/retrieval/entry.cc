#include "memory/retrieval/entry.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string>

#include "base/clock.h"
#include "memory/recall/traits.h"
#include "memory/retrieval/record_id.h"

namespace hearth::memory {

namespace {

using recall::Trait;
using search::Field;

std::string& field(search::Record& record, Field which) {
  return record.fields[static_cast<std::size_t>(which)];
}

// "2026-11-24 tuesday november", in the machine's time zone: what questions call a day by.
std::string date_words(UnixMillis time) {
  constexpr std::array<const char*, 12> months = {"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
  constexpr std::array<const char*, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
  std::string date = format_local_date(time);
  int year = std::stoi(date.substr(0, 4)), month = std::stoi(date.substr(5, 2)), day = std::stoi(date.substr(8, 2));
  std::chrono::year_month_day calendar{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day))};
  unsigned weekday = std::chrono::weekday(std::chrono::sys_days(calendar)).c_encoding();
  return fmt::format("{} {} {} {}", weekdays.at(weekday), day, months.at(static_cast<std::size_t>(month - 1)), year);
}

// The name without its folders and ending, and the folders: "notes/2026/tax-return.pdf" is found by "tax return".
std::string path_words(std::string_view path) {
  std::string words(path);
  for (char& c : words) {
    if (c == '/' || c == '-' || c == '_' || c == '.') c = ' ';
  }
  return words;
}

}  // namespace

search::Record entry_of(const store::FeedMessage& message) {
  search::Record record;
  record.id = record_id(Table::messages, message.id.value);
  field(record, Field::text) = message.text;
  field(record, Field::speaker) = message.role;
  field(record, Field::title) = message.session_title;
  field(record, Field::date) = date_words(message.at);
  field(record, Field::previous) = message.previous;
  field(record, Field::next) = message.next;
  record.kind = static_cast<std::uint8_t>(Kind::message);
  record.traits = recall::traits_of(message.text);
  record.traits |= recall::bit(message.role == "assistant" ? Trait::by_assistant : Trait::by_user);
  record.scope = project_scope(message.workspace);
  record.group = static_cast<std::uint64_t>(message.session.value);
  record.time = message.at;
  return record;
}

search::Record entry_of(const store::FeedObservation& observation) {
  search::Record record;
  record.id = record_id(Table::observations, observation.id);
  field(record, Field::text) = observation.text;
  field(record, Field::title) = observation.subject;
  field(record, Field::date) = date_words(observation.valid_from);
  Kind kind =
      observation.holds ? (observation.confirmed ? Kind::observation : Kind::suggestion) : Kind::past_observation;
  record.kind = static_cast<std::uint8_t>(kind);
  record.traits = recall::traits_of(observation.text) | recall::bit(Trait::by_user);
  record.scope = observation.session     ? session_scope(*observation.session)
                 : observation.workspace ? project_scope(observation.workspace)
                                         : global_scope;
  // Each stands for itself: two of them are no evidence for each other.
  record.group = record.id;
  record.time = observation.valid_from;
  return record;
}

search::Record entry_of(const store::FeedChunk& chunk) {
  search::Record record;
  record.id = record_id(Table::document_chunks, chunk.id);
  field(record, Field::text) = chunk.text;
  field(record, Field::title) = fmt::format("{} {} {}", chunk.title, chunk.heading, path_words(chunk.path));
  field(record, Field::date) = date_words(chunk.modified_at);
  field(record, Field::previous) = chunk.previous;
  field(record, Field::next) = chunk.next;
  record.kind = static_cast<std::uint8_t>(Kind::document);
  record.traits = recall::traits_of(chunk.text);
  record.scope = project_scope(chunk.workspace);
  record.group = record_id(Table::document_chunks, 0) | static_cast<std::uint64_t>(chunk.document);
  record.time = chunk.modified_at;
  record.path = chunk.path;
  return record;
}

}  // namespace hearth::memory
