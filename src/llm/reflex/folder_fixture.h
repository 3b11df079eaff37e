// For tests only: a folder in memory with the tools of a run over it, and the loop that asks the model until it
// answers.
#pragma once

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "domain/glob.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/reflex_model.h"

namespace hearth::llm::reflex {

class FolderFixture {
 public:
  std::map<std::string, std::string> files;
  json history_of_file = {{"names", json::array()}, {"tasks", json::array()}, {"total", 0}};
  json history_found = {{"messages", json::array()}, {"tasks", json::array()}};
  json documents_found = {{"results", json::array()}};
  json memory_found = {{"results", json::array()}};
  std::set<std::string> denied;    // tools that fail
  UnixMillis now = 1763899200000;  // 2025-11-23 12:00 UTC, a Sunday

  std::vector<Message> messages;
  std::vector<std::string> calls;              // "fs_read {…}" in order
  std::vector<std::size_t> calls_per_message;  // how many were asked for at once
  std::string streamed;

  std::map<std::string, std::string> attached;  // given along with the next task; "" for an image

  std::string run(const std::string& task) {
    messages.push_back(user_message(task));
    for (const auto& [name, text] : std::exchange(attached, {})) {
      Block block = Block::make_text(fmt::format("Attached file {}:\n{}", name, text));
      block.attachment = {{"name", name}, {"media_type", text.empty() ? "image/png" : "text/plain"}};
      messages.back().blocks.push_back(std::move(block));
    }
    streamed.clear();
    for (int turn = 0; turn < 30; ++turn) {
      Message answer = ask_once();
      messages.push_back(answer);
      Message results = run_calls(answer);
      if (results.blocks.empty()) return plain_text(answer);
      messages.push_back(std::move(results));
    }
    return "no answer";
  }

  Message ask_once() {
    ChatRequest request;
    request.messages = messages;
    request.now = now;
    for (const char* name :
         {"docs_search", "fs_delete", "fs_edit", "fs_find", "fs_list", "fs_move", "fs_read", "fs_search", "fs_write",
          "history_file", "history_search", "memory_forget", "memory_save", "memory_search", "text_stats"}) {
      request.tools.push_back({name, "", json::object(), Effect::read, {}});
    }
    return ReflexModel().chat(request, [this](const ChatDelta& delta) { streamed += delta.text; }, {});
  }

  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

 private:
  Message run_calls(const Message& answer) {
    Message results;
    results.role = Role::tool;
    for (const Block& block : answer.blocks) {
      if (block.kind != Block::Kind::tool_use) continue;
      calls.push_back(block.name + " " + block.arguments_raw);
      ToolResult result =
          denied.contains(block.name) ? ToolResult::failure("the user said no") : call(block.name, *block.arguments);
      Block reply;
      reply.kind = Block::Kind::tool_result;
      reply.call_id = block.call_id;
      reply.name = block.name;
      reply.text = result.text;
      reply.structured = result.structured;
      reply.is_error = result.is_error;
      results.blocks.push_back(std::move(reply));
    }
    if (!results.blocks.empty()) calls_per_message.push_back(results.blocks.size());
    return results;
  }

  ToolResult call(const std::string& name, const json& arguments) {
    std::string path = arguments.value("path", ".");
    if (name == "history_file") return {"", history_of_file};
    if (name == "history_search") return {"", history_found};
    if (name == "memory_save") return {"", {{"id", 7}, {"state", "confirmed"}, {"text", arguments["text"]}}};
    if (name == "docs_search") return {"", documents_found};
    if (name == "memory_search") return {"", memory_found};
    if (name == "memory_forget") return {"", {{"forgotten", {arguments["id"]}}}};
    if (name == "fs_find") return find(arguments);
    if (name == "fs_search") return search(arguments);
    if (name == "fs_list") return list(path);
    if (name == "fs_write")
      return files[path] = arguments["content"].get<std::string>(), ToolResult{"", json::object()};
    if (name == "fs_move") return move(arguments["from"], arguments["to"]);
    if (!files.contains(path)) return ToolResult::failure("there is no such file");
    if (name == "fs_delete") return files.erase(path), ToolResult{"", json::object()};
    if (name == "fs_read") return read(path);
    if (name == "fs_edit") return edit(path, arguments["old"], arguments["new"]);
    return stats(path);
  }

  ToolResult read(const std::string& path) {
    std::vector<std::string> lines = lines_of(files[path]);
    return {"",
            {{"path", path},
             {"start_line", 1},
             {"end_line", lines.size()},
             {"total_lines", lines.size()},
             {"lines", lines},
             {"truncated", false}}};
  }

  ToolResult stats(const std::string& path) {
    std::size_t words = 0;
    std::istringstream stream(files[path]);
    for (std::string word; stream >> word;) ++words;
    return {"",
            {{"lines", lines_of(files[path]).size()},
             {"words", words},
             {"characters", files[path].size()},
             {"bytes", files[path].size()},
             {"headings", json::array()}}};
  }

  ToolResult edit(const std::string& path, const std::string& old_text, const std::string& new_text) {
    files[path].replace(files[path].find(old_text), old_text.size(), new_text);
    return {"", json::object()};
  }

  ToolResult move(const std::string& from, const std::string& to) {
    if (files.contains(to)) return ToolResult::failure("the target exists");
    files[to] = files[from];
    files.erase(from);
    return {"", json::object()};
  }

  ToolResult find(const json& arguments) {
    std::string glob = fold(arguments["glob"].get<std::string>());
    std::string folder = arguments.value("path", "");
    json paths = json::array();
    for (const auto& [path, content] : files) {
      if (!folder.empty() && !path.starts_with(folder + "/")) continue;
      std::string name = glob.find('/') == std::string::npos ? path.substr(path.rfind('/') + 1) : path;
      if (glob_matches(glob, fold(name))) paths.push_back(path);
    }
    return {"", {{"paths", paths}, {"truncated", false}}};
  }

  ToolResult search(const json& arguments) {
    std::string pattern = arguments["pattern"];
    if (arguments.value("literal", false)) pattern = RE2::QuoteMeta(pattern);
    RE2 compiled((arguments.value("ignore_case", false) ? "(?i)" : "") + pattern);
    std::string place = arguments.value("path", ".");
    json matches = json::array();
    for (const auto& [path, content] : files) {
      if (place != "." && path != place && !path.starts_with(place + "/")) continue;
      std::vector<std::string> lines = lines_of(content);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (RE2::PartialMatch(lines[i], compiled))
          matches.push_back({{"path", path}, {"line", i + 1}, {"column", 1}, {"text", lines[i]}});
      }
    }
    return {"", {{"matches", matches}, {"total", matches.size()}, {"truncated", false}}};
  }

  ToolResult list(const std::string& folder) {
    std::string prefix = folder == "." ? "" : folder + "/";
    std::map<std::string, json> entries;
    for (const auto& [path, content] : files) {
      if (!path.starts_with(prefix)) continue;
      std::string rest = path.substr(prefix.size()), name = rest.substr(0, rest.find('/'));
      bool directory = name.size() < rest.size();
      entries[name] = {
          {"name", name}, {"kind", directory ? "directory" : "file"}, {"size", content.size()}, {"modified", 0}};
    }
    if (entries.empty()) return ToolResult::failure("there is no such folder");
    json listed = json::array();
    for (const auto& [name, entry] : entries) listed.push_back(entry);
    return {"", {{"path", folder}, {"entries", listed}, {"truncated", false}}};
  }
};

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace hearth::llm::reflex
