#include "bench/recall/data_set.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <utility>

#include "base/error.h"
#include "domain/json.h"

namespace hearth::bench {

namespace {

template <class Each>
void each_line(const std::string& path, Each each) {
  std::ifstream file(path);
  if (!file)
    throw Error(Code::not_found, fmt::format("reading {}: there is no such file, or it may not be read", path));
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    try {
      each(json::parse(line));
    } catch (const std::exception& error) {
      throw Error(Code::invalid_argument, fmt::format("reading {}, line {}: {}", path, number, error.what()));
    }
  }
}

std::string text_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// "2026-03-01", "2026-03-01T10:00", "2026-03-01T10:00:00Z"; without Z in the machine's time zone.
UnixMillis time_of(const std::string& text) {
  std::tm parts{};
  const char* rest = ::strptime(text.c_str(), "%Y-%m-%d", &parts);
  if (rest == nullptr) throw Error(Code::invalid_argument, fmt::format("\"{}\" is no time of ISO 8601", text));
  if (*rest == 'T' || *rest == ' ') {
    const char* end = ::strptime(rest + 1, "%H:%M:%S", &parts);
    rest = end != nullptr ? end : ::strptime(rest + 1, "%H:%M", &parts);
  }
  parts.tm_isdst = -1;
  bool utc = rest != nullptr && (std::string_view(rest).ends_with("Z") || std::string_view(rest).ends_with("+00:00"));
  return static_cast<UnixMillis>(utc ? ::timegm(&parts) : std::mktime(&parts)) * 1000;
}

// 1, 2, 3 … in the order of first use.
template <class Key>
std::int64_t number_of(std::map<Key, std::int64_t>& numbers, const Key& key) {
  return numbers.emplace(key, static_cast<std::int64_t>(numbers.size()) + 1).first->second;
}

}  // namespace

DataSet read_data_set(const std::string& data, const std::string& questions, std::size_t& left_out) {
  using Pair = std::pair<std::string, std::string>;
  DataSet set;
  std::map<std::string, std::int64_t> conversations;
  std::map<Pair, std::int64_t> sessions;
  std::map<Pair, std::size_t> places;
  each_line(data, [&](const json& line) {
    std::string conversation = text_of(line.at("conversation")), name = text_of(line.at("id"));
    places.emplace(Pair(conversation, name), set.turns.size());
    set.turns.push_back({.name = name,
                         .conversation = {number_of(conversations, conversation)},
                         .session = {number_of(sessions, Pair(conversation, text_of(line.at("session"))))},
                         .at = time_of(text_of(line.at("time"))),
                         .speaker = line.value("speaker", std::string()),
                         .text = line.at("text").get<std::string>()});
  });
  left_out = 0;
  each_line(questions, [&](const json& line) {
    std::string conversation = text_of(line.at("conversation"));
    RecallQuestion question{.conversation = {number_of(conversations, conversation)},
                            .text = line.at("question").get<std::string>(),
                            .category = line.contains("category") ? text_of(line.at("category")) : "all",
                            .evidence = {}};
    bool whole = !line.at("evidence").empty();
    for (const json& name : line.at("evidence")) {
      auto found = places.find(Pair(conversation, text_of(name)));
      whole = whole && found != places.end();
      if (found != places.end()) question.evidence.push_back(found->second);
    }
    if (whole)
      set.questions.push_back(std::move(question));
    else
      ++left_out;
  });
  return set;
}

}  // namespace hearth::bench
