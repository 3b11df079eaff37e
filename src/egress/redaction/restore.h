// Puts back what a request had masked, in the answer to that request. Knows the placeholders of one request only, so a
// model that makes one up gets nothing for it. A plain value, any thread; RestoringSink belongs to one answer's thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/chat_model.h"

namespace hearth::egress {

class Restorer {
 public:
  void add(std::string placeholder, std::string original);
  bool empty() const { return originals_.empty(); }

  std::string text(std::string_view masked) const;
  // In every string and every key.
  json tree(const json& masked) const;

  // The readable part of an answer: text and thinking.
  void restore_text(Message& answer) const;
  // What tool calls are asked with. Whether a tool may have the originals is for the caller to say: one that leaves the
  // machine would carry them out. Arguments that are no JSON object stay as they are, since they are never executed.
  void restore_arguments(Block& call) const;

 private:
  std::unordered_map<std::string, std::string> originals_;
};

// Restores a streamed answer wherever it was cut, holding back only what may be the front of a placeholder.
class RestoringSink {
 public:
  // The restorer must outlive the sink.
  RestoringSink(const Restorer& restorer, ChatSink next);
  void write(const ChatDelta& delta);
  // Sends on what was held back. To be called when the answer has ended, also by an error after text came.
  void finish();

 private:
  const Restorer& restorer_;
  ChatSink next_;
  ChatDelta::Kind kind_ = ChatDelta::Kind::text;
  std::string held_;
};

}  // namespace hearth::egress
