#include "llm/reflex/extractors/key_values.h"

#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

const Pattern section("^\\s*\\[\\[?([^\\]]+)\\]\\]?\\s*(?:[#;].*)?$");
const Pattern assignment("^\\s*(?:export )?([\\w.\" -]+?)\\s*=\\s*(.*?)\\s*$");
const Pattern yaml_pair("^\\s*(?:- )?([\\w.-]+):\\s+(\\S.*?)\\s*$");
// At most four words before the colon, and a value behind it: "Present: …", "- Press contact: …".
const Pattern prose_pair(
    "^\\s*(?:[-*+] )?(?:\\*\\*)?([\\p{L}][\\p{L}\\d'.()/_-]*(?: "
    "[\\p{L}\\d'.()/_-]+){0,3})(?:\\*\\*)?:(?:\\*\\*)?\\s+(\\S.*?)\\s*$");
const Pattern comment("^\\s*(?:[#;]|//)");

json typed(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (RE2::FullMatch(text, "[+-]?\\d{1,15}"_re)) return std::stoll(text);
  if (RE2::FullMatch(text, "[+-]?\\d{1,15}\\.\\d+"_re)) return std::stod(text);
  if (text.starts_with('[')) {
    json array = json::parse(text, nullptr, false);
    if (!array.is_discarded()) return array;
  }
  return text;
}

std::string unquoted(std::string text) {
  bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

enum class Values { text, typed };

std::vector<KeyValue> assignments(const std::vector<std::string>& lines, Values values) {
  std::vector<KeyValue> pairs;
  std::string current, key, value;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (RE2::PartialMatch(lines[i], comment)) continue;
    if (RE2::FullMatch(lines[i], section, &current)) continue;
    if (!RE2::FullMatch(lines[i], assignment, &key, &value)) continue;
    bool quoted = unquoted(value) != value;
    if (!quoted) RE2::Replace(&value, "\\s+[#;] .*$"_re, "");
    pairs.push_back(
        {current, unquoted(key), values == Values::typed && !quoted ? typed(value) : json(unquoted(value)), i + 1});
  }
  return pairs;
}

std::vector<KeyValue> matched(const std::vector<std::string>& lines, const RE2& pattern) {
  std::vector<KeyValue> pairs;
  std::string key, value;
  bool fenced = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("```")) fenced = !fenced;
    if (fenced || !RE2::FullMatch(lines[i], pattern, &key, &value) || value.starts_with("//")) continue;
    pairs.push_back({"", key, value, i + 1});
  }
  return pairs;
}

}  // namespace

std::vector<KeyValue> key_values_of(std::string_view path, const std::vector<std::string>& lines) {
  std::string folded = fold(path);
  if (folded.ends_with(".toml")) return assignments(lines, Values::typed);
  if (folded.ends_with(".ini") || folded.ends_with(".cfg") || folded.ends_with(".conf") || folded.ends_with(".env")) {
    return assignments(lines, Values::text);
  }
  if (folded.ends_with(".yaml") || folded.ends_with(".yml")) return matched(lines, yaml_pair);
  std::vector<KeyValue> pairs = matched(lines, prose_pair);
  return pairs.empty() && !folded.ends_with(".md") ? assignments(lines, Values::text) : pairs;
}

json as_object(const std::vector<KeyValue>& pairs) {
  json object = json::object();
  for (const KeyValue& pair : pairs) {
    json& parent = pair.section.empty() ? object : object[pair.section];
    json& place = parent[pair.key];
    if (place.is_null()) {
      place = pair.value;
    } else if (place.is_array()) {
      place.push_back(pair.value);
    } else {
      place = json::array({place, pair.value});
    }
  }
  return object;
}

}  // namespace hearth::llm::reflex
