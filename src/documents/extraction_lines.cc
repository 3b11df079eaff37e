#include "documents/extraction_lines.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_writer.h"

namespace hearth::documents {

namespace {

using Json = nlohmann::json;

constexpr std::size_t most_line_bytes = 64 * 1024;
constexpr std::size_t most_chunks = 200'000;
constexpr std::size_t most_name_bytes = 2000;
constexpr std::int64_t most_number = 1'000'000'000;

std::string_view to_string(Extraction::State state) {
  switch (state) {
    case Extraction::State::ready:
      return "ready";
    case Extraction::State::failed:
      return "failed";
    case Extraction::State::skipped:
      return "skipped";
  }
  return "failed";
}

[[noreturn]] void refuse(const char* what) {
  throw Error(Code::invalid_argument, std::string("reading what the extractor found: ") + what);
}

std::string text_at(const Json& line, const char* key, std::size_t most) {
  auto found = line.find(key);
  if (found == line.end()) return {};
  if (!found->is_string()) refuse("a text is no text");
  const auto& text = found->get_ref<const std::string&>();
  if (text.size() > most) refuse("a text is too long");
  return text;
}

std::optional<int> number_at(const Json& line, const char* key) {
  auto found = line.find(key);
  if (found == line.end()) return std::nullopt;
  if (!found->is_number_integer()) refuse("a number is no number");
  auto number = found->get<std::int64_t>();
  if (number < 1 || number > most_number) refuse("a number is out of range");
  return static_cast<int>(number);
}

Chunk chunk_from(const Json& line) {
  Chunk chunk;
  chunk.heading = text_at(line, "heading", most_name_bytes);
  chunk.text = text_at(line, "text", most_line_bytes);
  chunk.place = text_at(line, "place", most_name_bytes);
  chunk.page = number_at(line, "page");
  chunk.first_line = number_at(line, "first_line");
  chunk.last_line = number_at(line, "last_line");
  return chunk;
}

Extraction::State state_from(const std::string& name) {
  if (name == "ready") return Extraction::State::ready;
  if (name == "failed") return Extraction::State::failed;
  if (name == "skipped") return Extraction::State::skipped;
  refuse("an unknown state");
}

Json parsed(std::string_view line) {
  if (line.size() > most_line_bytes) refuse("a line is too long");
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) refuse("a line is no JSON object");
  return json;
}

}  // namespace

std::string lines_of(const Extraction& extraction) {
  std::string lines;
  JsonWriter head;
  head.begin_object().key("format").string(extraction.format).key("title").string(extraction.title).end_object();
  lines += head.take() + "\n";
  for (const Chunk& chunk : extraction.chunks) {
    JsonWriter line;
    line.begin_object().key("text").string(chunk.text).key("heading").string(chunk.heading);
    line.key("place").string(chunk.place);
    if (chunk.page) line.key("page").number(*chunk.page);
    if (chunk.first_line) line.key("first_line").number(*chunk.first_line);
    if (chunk.last_line) line.key("last_line").number(*chunk.last_line);
    lines += line.end_object().take() + "\n";
  }
  JsonWriter end;
  end.begin_object().key("state").string(to_string(extraction.state)).key("problem").string(extraction.problem);
  return lines + end.end_object().take() + "\n";
}

Extraction extraction_from_lines(std::string_view lines) {
  Extraction extraction;
  bool begun = false;
  while (!lines.empty()) {
    std::size_t end = lines.find('\n');
    if (end == std::string_view::npos) refuse("it ends in the middle of a line");
    Json line = parsed(lines.substr(0, end));
    lines.remove_prefix(end + 1);
    if (!begun) {
      extraction.format = text_at(line, "format", 16);
      extraction.title = text_at(line, "title", most_name_bytes);
      begun = true;
    } else if (line.contains("state")) {
      if (!lines.empty()) refuse("something follows its end");
      extraction.state = state_from(text_at(line, "state", 16));
      extraction.problem = text_at(line, "problem", most_name_bytes);
      if (extraction.state != Extraction::State::ready) extraction.chunks.clear();
      return extraction;
    } else {
      if (extraction.chunks.size() == most_chunks) refuse("too many chunks");
      extraction.chunks.push_back(chunk_from(line));
    }
  }
  refuse("it ends early");
}

}  // namespace hearth::documents
