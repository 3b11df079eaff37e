#include "memory/retrieval/docs_search_tool.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/utf8.h"
#include "memory/recall/context.h"

namespace hearth::memory {

namespace {

constexpr std::int64_t usual_limit = 6;
constexpr std::int64_t looked_at = 30;  // more than asked for: of passages that say the same, one is given
constexpr std::size_t token_budget = 3000;

const ToolSpec spec_of_search = {
    "docs_search",
    "Finds passages of the user's documents (PDF, office files, e-books, web pages, mail, text, tables), the best "
    "answer "
    "first. Ask in your own words. Cite each passage that you use by its place, as it stands before the text.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "query": {"type": "string", "minLength": 1, "maxLength": 1000, "description": "A question, or what it is about"},
        "path": {"type": "string", "maxLength": 4000, "description": "Only below this file or folder"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 20, "description": "How many; 6 if left out"}
      },
      "required": ["query"],
      "additionalProperties": false
    })"),
    Effect::read,
    {}};

class DocsSearch : public Tool {
 public:
  DocsSearch(Memory& memory, const Asker& asker, std::string folder)
      : memory_(memory), asker_(asker), folder_(std::move(folder) + "/") {}
  const ToolSpec& spec() const override { return spec_of_search; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token stop) override {
    std::vector<Hit> hits = memory_.search(request_of(arguments), std::move(stop)).hits;
    auto limit = static_cast<std::size_t>(arguments.value("limit", usual_limit));
    std::vector<std::string_view> texts;
    for (const Hit& hit : hits) texts.push_back(hit.text);
    ToolResult result;
    // Others may have written what lies in documents.
    result.labels = {.untrusted = true, .is_private = true};
    result.structured = {{"results", json::array()}};
    for (std::size_t at : recall::pack(texts, token_budget)) {
      if (result.structured["results"].size() == limit) break;
      add(result, hits[at]);
    }
    if (hits.empty()) {
      result.labels.untrusted = false;
      result.text = "No document that was added here says anything of it. `hearth docs add PATH` adds one.";
    }
    return result;
  }

 private:
  SearchRequest request_of(const json& arguments) const {
    SearchRequest request;
    request.text = arguments.at("query").get<std::string>();
    request.project = asker_.workspace;
    request.asking = asker_.session;
    request.kinds = bit(Kind::document);
    std::string path = arguments.value("path", std::string());
    if (!path.empty()) request.path_prefix = path.starts_with('/') ? path : folder_ + path;
    request.limit = looked_at;
    request.now = unix_millis_now();
    return request;
  }

  void add(ToolResult& result, const Hit& hit) const {
    std::string path = hit.path.starts_with(folder_) ? hit.path.substr(folder_.size()) : hit.path;
    std::string place = hit.place.empty() ? path : fmt::format("{}, {}", path, hit.place);
    std::string below = hit.heading.empty() ? "" : fmt::format(" ({})", escape_for_display(hit.heading));
    result.text += fmt::format("[{}]{}\n{}\n\n", escape_for_display(place), below, hit.text);
    json one = {{"path", path},           {"place", hit.place}, {"title", hit.title},
                {"heading", hit.heading}, {"text", hit.text},   {"document_id", hit.id}};
    if (hit.page) one["page"] = *hit.page;
    if (hit.line) one["line"] = *hit.line;
    result.structured["results"].push_back(std::move(one));
  }

  Memory& memory_;
  const Asker asker_;
  const std::string folder_;
};

}  // namespace

std::unique_ptr<Tool> make_docs_search(Memory& memory, const Asker& asker, std::string folder) {
  return std::make_unique<DocsSearch>(memory, asker, std::move(folder));
}

}  // namespace hearth::memory
