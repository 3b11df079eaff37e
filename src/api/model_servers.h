// Model servers of other programs on this machine: who answers at the ports that they usually have. Connects to
// 127.0.0.1 and nowhere else, and only when asked to. Any thread.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::api {

struct ModelServer {
  std::string base_url;  // what local.base_url may be set to
  std::string_view program;
  std::vector<std::string> models;
};

// Those that give a list of models within a second each. Throws Cancelled.
std::vector<ModelServer> find_model_servers(const std::stop_token& stop);

}  // namespace hearth::api
