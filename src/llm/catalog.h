// The models Hearth knows: the built-in one, those of one model server on this machine, and those of one elsewhere.
// Built from values by app/; shared by all runs, any thread; keeps no connection.
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
  struct Servers {
    std::optional<ModelServer> local = {};
    std::optional<ModelServer> remote = {};  // has a gate
  };
  explicit Catalog(Servers servers, ChatLimits limits = {});

  // "reflex", then "local/…" and "remote/…" as the servers list them. A server that does not answer within seconds, or
  // may not be asked, adds a note.
  std::vector<ModelInfo> list(std::vector<std::string>& notes, std::stop_token stop) override;
  // Does not ask the server, so a model that it lacks is noticed when it is first used.
  std::unique_ptr<ChatModel> open(const std::string& id) override;

 private:
  void list_server(const ModelServer& server, std::vector<ModelInfo>& models, std::vector<std::string>& notes,
                   const std::stop_token& stop) const;

  Servers servers_;
  ChatLimits limits_;
};

}  // namespace hearth::llm
