// What the resources work with; put together by app/ before the server starts and alive as long as it runs. Any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "agent/registry.h"
#include "api/login_codes.h"
#include "base/clock.h"
#include "domain/chat_model.h"
#include "egress/gate.h"
#include "memory/documents/library.h"
#include "memory/retrieval/memory.h"
#include "sandbox/launcher.h"
#include "settings/settings.h"
#include "store/store.h"

namespace hearth::api {

struct Context {
  store::Store& store;
  egress::Gate& gate;
  sandbox::Sandbox& sandbox;
  memory::Memory& memory;
  agent::RunRegistry& runs;
  memory::DocumentLibrary& documents;
  ModelCatalog& models;
  LoginCodes& login_codes;
  std::function<settings::Settings()> settings;  // as they are now
  std::function<void()> shut_down;               // begins an orderly end and returns at once
  std::function<std::string()> origin;           // "http://127.0.0.1:PORT"; empty without a TCP listener
  std::string token;                             // 256 bits, hexadecimal; the key to everything under /api
  std::string version;
  std::vector<std::string> forbidden_folders;  // Hearth's own data, which is never a workspace
  UnixMillis started_at = 0;
};

}  // namespace hearth::api
