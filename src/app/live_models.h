// The model catalog as the settings say at the moment it is asked, so that a changed address holds for the next run.
// Owned by the sidecar; any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/chat_model.h"
#include "egress/gate.h"
#include "settings/settings.h"

namespace hearth::app {

class LiveModels : public ModelCatalog {
 public:
  LiveModels(std::function<settings::Settings()> settings, egress::Gate& gate)
      : settings_(std::move(settings)), gate_(gate) {}
  std::vector<ModelInfo> list(std::vector<std::string>& notes, std::stop_token stop) override;
  std::unique_ptr<ChatModel> open(const std::string& id) override;

 private:
  std::function<settings::Settings()> settings_;
  egress::Gate& gate_;
};

}  // namespace hearth::app
