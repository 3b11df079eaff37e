#include "memory/retrieval/search_tool.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/utf8.h"
#include "memory/recall/context.h"

namespace hearth::memory {

namespace {

constexpr std::int64_t usual_limit = 8;
constexpr std::size_t token_budget = 2000;
constexpr std::size_t longest_text = 1500;

const ToolSpec spec_of_search = {
    "memory_search",
    "Finds what was said in earlier sessions, what is known of the user and the project, and passages of the user's "
    "documents. Ask in your own words; the best answer comes first. Cite what you use by its place.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "query": {"type": "string", "minLength": 1, "maxLength": 1000, "description": "A question, or what it is about"},
        "kind": {"enum": ["message", "observation", "document"], "description": "Only these; all if left out"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 30, "description": "How many; 8 if left out"}
      },
      "required": ["query"],
      "additionalProperties": false
    })"),
    Effect::read,
    {}};

std::string place_of(const Hit& hit) {
  switch (hit.kind) {
    case Kind::message:
      return fmt::format("session {}, {}, {}", hit.session ? hit.session->value : 0, hit.role, format_local(hit.at));
    case Kind::document:
      return fmt::format("{}, {}", hit.path, hit.place);
    default:
      return fmt::format("{} {}, {}", to_string(hit.kind), hit.id, format_local_date(hit.at));
  }
}

json structured(const Hit& hit) {
  json one = {
      {"kind", to_string(hit.kind)}, {"id", hit.id}, {"text", hit.text}, {"at", hit.at}, {"place", place_of(hit)}};
  if (hit.session) one["session_id"] = hit.session->value;
  if (!hit.role.empty()) one["role"] = hit.role;
  if (!hit.path.empty()) one["path"] = hit.path;
  if (hit.page) one["page"] = *hit.page;
  if (hit.line) one["line"] = *hit.line;
  return one;
}

class MemorySearch : public Tool {
 public:
  MemorySearch(Memory& memory, const Asker& asker) : memory_(memory), asker_(asker) {}
  const ToolSpec& spec() const override { return spec_of_search; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token stop) override {
    Found found = memory_.search(request_of(arguments), std::move(stop));
    std::vector<Hit> hits = chosen(std::move(found.hits), arguments.value("limit", usual_limit));
    ToolResult result;
    result.labels.is_private = true;
    result.structured = {{"results", json::array()}};
    for (const Hit& hit : hits) {
      result.labels.untrusted = result.labels.untrusted || hit.untrusted;
      result.text += fmt::format("- {}: {}\n", escape_for_display(place_of(hit)), utf8_prefix(hit.text, longest_text));
      result.structured["results"].push_back(structured(hit));
    }
    if (hits.empty()) result.text = "Nothing in memory answers to that.";
    if (found.behind > 0) result.text += fmt::format("({} messages are not indexed yet.)\n", found.behind);
    return result;
  }

 private:
  SearchRequest request_of(const json& arguments) const {
    SearchRequest request;
    request.text = arguments.at("query").get<std::string>();
    request.project = asker_.workspace;
    request.asking = asker_.session;
    std::string kind = arguments.value("kind", std::string());
    for (Kind each : {Kind::message, Kind::observation, Kind::document}) {
      if (kind == to_string(each)) request.kinds = bit(each);
    }
    request.limit = 40;  // more than asked for: some may be left out
    request.now = unix_millis_now();
    return request;
  }

  // Without what the running task says itself, and without saying the same twice.
  std::vector<Hit> chosen(std::vector<Hit> hits, std::int64_t limit) const {
    std::erase_if(hits, [&](const Hit& hit) {
      return hit.kind == Kind::message && hit.session == asker_.session && hit.at >= asker_.task_began;
    });
    std::vector<std::string_view> texts;
    for (const Hit& hit : hits) texts.push_back(utf8_prefix(hit.text, longest_text));
    std::vector<Hit> kept;
    for (std::size_t place : recall::pack(texts, token_budget)) {
      if (static_cast<std::int64_t>(kept.size()) == limit) break;
      kept.push_back(hits[place]);
    }
    return kept;
  }

  Memory& memory_;
  const Asker asker_;
};

}  // namespace

std::unique_ptr<Tool> make_memory_search(Memory& memory, const Asker& asker) {
  return std::make_unique<MemorySearch>(memory, asker);
}

}  // namespace hearth::memory
