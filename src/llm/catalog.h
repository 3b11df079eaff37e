// The models Hearth knows: the built-in one, and those of one model server on this machine. Built from values by app/;
// shared by all runs, any thread; keeps no connection.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "domain/chat_model.h"
#include "llm/endpoint.h"
#include "llm/openai_chat.h"

namespace hearth::llm {

class Catalog final : public ModelCatalog {
 public:
  explicit Catalog(std::optional<ModelServer> local, ChatLimits limits = {});

  // "reflex", then "local/…" as the server lists them. A server that does not answer within two seconds adds a note.
  std::vector<ModelInfo> list(std::vector<std::string>& notes, std::stop_token stop) override;
  // Does not ask the server, so a local model that it lacks is noticed when it is first used.
  std::unique_ptr<ChatModel> open(const std::string& id) override;

 private:
  std::optional<ModelServer> local_;
  ChatLimits limits_;
};

}  // namespace hearth::llm
