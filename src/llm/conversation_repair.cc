#include "llm/conversation_repair.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace hearth::llm {

namespace {

Message without_loose_blocks(const Message& message) {
  Message kept = message;
  std::set<std::string> calls;
  std::erase_if(kept.blocks, [&](const Block& block) {
    switch (block.kind) {
      case Block::Kind::text:
        return block.text.empty();
      case Block::Kind::thinking:
        return true;
      case Block::Kind::tool_use:
        return message.role != Role::assistant || !calls.insert(block.call_id).second;
      case Block::Kind::tool_result:
        return message.role == Role::assistant;
    }
    return true;
  });
  return kept;
}

Block missing_result(const Block& call) {
  Block result;
  result.kind = Block::Kind::tool_result;
  result.call_id = call.call_id;
  result.name = call.name;
  result.text = "The result of this call is not available.";
  result.is_error = true;
  return result;
}

class Repair {
 public:
  void add(const Message& message) {
    Message kept = without_loose_blocks(message);
    if (message.role == Role::assistant) {
      close_turn();
      if (!kept.blocks.empty()) turn_ = std::move(kept);
      return;
    }
    Message rest = std::move(kept);
    std::vector<Block> blocks = std::exchange(rest.blocks, {});
    for (Block& block : blocks) {
      (block.kind == Block::Kind::tool_result ? results_ : rest.blocks).push_back(std::move(block));
    }
    if (!rest.blocks.empty()) after_.push_back(std::move(rest));
  }

  std::vector<Message> take() {
    close_turn();
    return std::move(out_);
  }

 private:
  // Writes the open assistant message, its results, and then whatever else was said before the next one.
  void close_turn() {
    if (turn_) {
      Message results;
      results.role = Role::tool;
      for (const Block& block : turn_->blocks) {
        if (block.kind == Block::Kind::tool_use) results.blocks.push_back(result_of(block));
      }
      out_.push_back(std::move(*turn_));
      turn_.reset();
      if (!results.blocks.empty()) out_.push_back(std::move(results));
    }
    results_.clear();
    for (Message& message : std::exchange(after_, {})) append(std::move(message));
  }

  Block result_of(const Block& call) const {
    auto found = std::ranges::find(results_, call.call_id, &Block::call_id);
    return found == results_.end() ? missing_result(call) : *found;
  }

  void append(Message message) {
    if (message.role == Role::tool) message.role = Role::user;  // text beside results
    if (message.role != Role::user || out_.empty() || out_.back().role != Role::user) {
      out_.push_back(std::move(message));
      return;
    }
    for (Block& block : message.blocks) out_.back().blocks.push_back(std::move(block));
  }

  std::vector<Message> out_;
  std::optional<Message> turn_;  // the assistant message whose results are being collected
  std::vector<Block> results_;
  std::vector<Message> after_;
};

}  // namespace

std::vector<Message> repaired(const std::vector<Message>& messages) {
  Repair repair;
  for (const Message& message : messages) repair.add(message);
  return repair.take();
}

}  // namespace hearth::llm
