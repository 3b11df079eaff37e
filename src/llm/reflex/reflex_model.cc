#include "llm/reflex/reflex_model.h"

#include <span>
#include <string>
#include <utility>

#include "base/stop.h"
#include "llm/reflex/attached.h"
#include "llm/reflex/compose.h"
#include "llm/reflex/desk.h"
#include "llm/reflex/plan.h"

namespace hearth::llm::reflex {

namespace {

struct Turn {
  const Message* said = nullptr;
  std::span<const Message> before;
  std::span<const Message> after;
};

Turn current_turn(const std::vector<Message>& messages) {
  std::span<const Message> all(messages);
  for (std::size_t i = all.size(); i-- > 0;) {
    if (all[i].role == Role::user) return {&all[i], all.first(i), all.subspan(i + 1)};
  }
  return {};
}

// The steps up to the first one that must wait; the steps behind a step that is in turn wait for it.
std::vector<Fragment> run_steps(const Plan& plan, Desk& desk, const std::stop_token& stop) {
  std::vector<Fragment> fragments;
  for (const Step& step : plan.steps) {
    throw_if_stopped(stop);
    bool in_turn = step.order == Step::Order::in_turn;
    bool all_before_are_done = fragments.size() == static_cast<std::size_t>(&step - plan.steps.data());
    if (in_turn && !all_before_are_done) break;
    std::optional<Fragment> fragment = step.next(desk);
    if (in_turn && !fragment) break;
    if (!fragment) continue;
    if (!desk.earlier.empty()) desk.earlier += "\n\n";
    desk.earlier += fragment->text;
    fragments.push_back(*std::move(fragment));
  }
  return fragments;
}

void stream_by_paragraphs(std::string_view text, const ChatSink& sink) {
  while (!text.empty()) {
    std::size_t end = text.find("\n\n");
    std::size_t size = end == std::string_view::npos ? text.size() : end + 2;
    sink(ChatDelta{ChatDelta::Kind::text, text.substr(0, size)});
    text.remove_prefix(size);
  }
}

}  // namespace

const ModelInfo& ReflexModel::info() const {
  static const ModelInfo info{
      "reflex", "Built in: finds, reads, counts, extracts, summarises; no language model, no download", false};
  return info;
}

Message ReflexModel::chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) {
  throw_if_stopped(stop);
  Turn turn = current_turn(request.messages);
  Plan plan = turn.said ? make_plan(*turn.said, turn.before, request.now) : Plan{};
  Desk desk(turn.after, request.tools, request.now);
  desk.attached = attached_texts(request.messages);
  std::vector<Fragment> fragments = run_steps(plan, desk, stop);

  Message message;
  message.role = Role::assistant;
  message.origin = {"reflex", "reflex"};
  message.usage.complete = true;
  message.blocks = desk.take_calls();
  if (!message.blocks.empty()) {
    message.stop = Stop::tool_use;
    return message;
  }
  if (plan.steps.empty()) fragments.push_back(Fragment::unclear("there is no task in the message."));
  Block answer = Block::make_text(compose(fragments));
  stream_by_paragraphs(answer.text, sink);
  message.blocks.push_back(std::move(answer));
  return message;
}

}  // namespace hearth::llm::reflex
