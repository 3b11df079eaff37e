#include "app/sidecar.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "agent/registry.h"
#include "api/context.h"
#include "api/dispatch.h"
#include "app/control_channel.h"
#include "app/encoder.h"
#include "app/live_models.h"
#include "app/self_test.h"
#include "app/shutdown_signal.h"
#include "app/toolkit.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/version.h"
#include "client/endpoint.h"
#include "egress/gate.h"
#include "egress/redaction/rules.h"
#include "http_server/server.h"
#include "memory/documents/library.h"
#include "memory/retrieval/memory.h"
#include "sandbox/launcher.h"
#include "settings/settings.h"
#include "store/preferences.h"
#include "store/store.h"

namespace hearth::app {

namespace {

using ConfigFile = std::map<std::string, json>;
using Mode = cli::ServeOptions::Mode;

// No core dumps and no debugger of the same user: both would show the token and the user's texts.
void harden_process() {
  rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::umask(077);
}

log::Level log_level(const settings::Settings& settings) {
  std::string level = settings.text("log.level");
  if (level == "debug") return log::Level::debug;
  if (level == "info") return log::Level::info;
  return level == "warn" ? log::Level::warn : log::Level::error;
}

store::StoreOptions store_options(const cli::ServeOptions& options, const settings::Settings& settings) {
  store::StoreOptions store;
  store.directory = options.data_directory;
  if (settings.text("store.durability") == "normal") store.durability = store::Durability::normal;
  return store;
}

agent::Limits limits_of(const settings::Settings& settings) {
  agent::Limits limits;
  limits.max_turns = static_cast<int>(settings.integer("agent.max_turns"));
  limits.max_time = std::chrono::minutes(settings.integer("agent.max_minutes"));
  limits.repeat_limit = static_cast<int>(settings.integer("agent.repeat_limit"));
  return limits;
}

egress::Rules redaction_rules(const settings::Settings& settings) {
  return egress::Rules::from_settings([&](std::string_view name) { return settings.text(name); });
}

http_server::Options server_options(const cli::ServeOptions& options, const settings::Settings& settings,
                                    const client::Endpoint& endpoint, const api::Context& context) {
  http_server::Options server;
  server.unix_socket_path = endpoint.socket;
  if (options.tcp == cli::ServeOptions::Tcp::on && settings.boolean("server.tcp")) server.tcp_port = 0;
  server.limits.connections = static_cast<std::size_t>(settings.integer("server.max_connections"));
  if (options.control_fd >= 0) server.opener = http_server::OpenerPolicy::unsaid;
  server.admit = [&context](const http_server::Request& request) { return api::admit(context, request); };
  return server;
}

void announce(const cli::ServeOptions& options, const std::string& origin, api::LoginCodes& codes) {
  if (options.ready_fd >= 0) {
    Fd ready(options.ready_fd);
    write_all(ready.get(), "ready\n", "the ready message");
  }
  if (options.mode == Mode::background || options.control_fd >= 0) return;
  if (origin.empty()) {
    fmt::print("Hearth is running (data in {}). Press Ctrl-C to end it.\n", options.data_directory);
  } else if (::isatty(STDOUT_FILENO) == 0) {
    // A journal keeps what is printed, and a link is a secret.
    fmt::print("Hearth is running at {}\nFor a link to log in with: hearth open\n", origin);
  } else {
    fmt::print(
        "Hearth is running at {0}\nLog in with this link, good once within five minutes:\n  {0}/#code={1}\n"
        "Press Ctrl-C to end it.\n",
        origin, codes.issue());
  }
  std::fflush(stdout);
}

// In the background, ends the sidecar when nothing has happened for server.idle_minutes, as the setting is by then.
void wait_for_end(ShutdownSignal& ending, const ControlChannel& control, Mode mode,
                  const std::function<settings::Settings()>& settings, const http_server::Server& server,
                  agent::RunRegistry& runs, memory::DocumentLibrary& documents) {
  auto is_idle = [&] {
    std::chrono::minutes patience(settings().integer("server.idle_minutes"));
    return patience.count() > 0 && runs.active() == 0 && !documents.is_busy() && server.activity().idle >= patience;
  };
  ending.wait(control.descriptor(), std::chrono::seconds(mode == Mode::background ? 15 : 0), is_idle);
}

// What no workspace and no box may hold or lie in: the configuration rules over every preference, and the box program
// is run before anything is boxed.
std::vector<std::string> own_places(const cli::ServeOptions& options, const client::Endpoint& endpoint) {
  return {options.data_directory, endpoint.directory, options.config_file, sandbox::box_program_beside_us()};
}

}  // namespace

int run_sidecar(const cli::ServeOptions& options) {
  harden_process();
  ShutdownSignal ending;
  ControlChannel control(options.control_fd);
  if (control.reported_running(options.data_directory)) return 0;

  ConfigFile config = settings::read_config_file(options.config_file);
  settings::Settings bootstrap(config, {});

  store::Store store(store_options(options, bootstrap));
  log::start(options.data_directory + "/hearth.log", log_level(bootstrap));
  auto current_settings = [&] { return settings::Settings(config, store.read(store::preferences)); };

  client::Endpoint endpoint = client::prepare_endpoint(options.data_directory);
  std::vector<std::string> forbidden = own_places(options, endpoint);

  std::atomic<int> port = 0;
  egress::Gate::Options gate_options;
  if (auto mode = config.find("network.mode"); mode != config.end()) gate_options.configured_mode = mode->second;
  gate_options.own_port = [&] { return static_cast<std::uint16_t>(port.load()); };
  egress::Gate gate(store, std::move(gate_options));

  LiveModels models(current_settings, gate);
  sandbox::Sandbox sandbox({.box_program = sandbox::box_program_beside_us(),
                            .state_folder = options.data_directory + "/boxes",
                            .forbidden = forbidden});
  SelfTest self_test(sandbox, store);
  memory::Memory memory(store, {.directory = options.data_directory + "/index",
                                .open_embedder = [&] { return open_encoder(current_settings()); }});
  agent::Environment environment{store,
                                 models,
                                 make_tool_factory({store, sandbox, gate, memory, current_settings, forbidden}),
                                 [&] { return limits_of(current_settings()); },
                                 gate,
                                 [&] { return redaction_rules(current_settings()); },
                                 [&] { return self_test.found_or_begin(); }};
  agent::RunRegistry runs(std::move(environment),
                          static_cast<int>(current_settings().integer("agent.max_parallel_runs")));

  memory::DocumentLibrary documents(store, sandbox,
                                    {.extract_program = memory::extract_program_beside_us(),
                                     .forbidden = forbidden,
                                     .fallback = [&](WorkspaceId workspace) { return fallback_of(store, workspace); }});

  api::LoginCodes login_codes;
  auto origin = [&] { return port == 0 ? std::string() : fmt::format("http://127.0.0.1:{}", port.load()); };
  api::Context context{store,
                       gate,
                       sandbox,
                       memory,
                       runs,
                       documents,
                       models,
                       login_codes,
                       current_settings,
                       [&] { ending.request(); },
                       origin,
                       random_hex(32),
                       std::string(version()),
                       forbidden,
                       unix_millis_now()};
  http_server::Server server(
      server_options(options, bootstrap, endpoint, context),
      [&](const http_server::Request& request, std::stop_token stop) { return api::dispatch(context, request, stop); });
  port = server.tcp_port();
  client::publish(endpoint, context.token);

  log::info("version {} serves {}", version(), options.data_directory);
  control.report({.url = origin(), .token = context.token, .pid = ::getpid()});
  announce(options, origin(), login_codes);
  wait_for_end(ending, control, options.mode, current_settings, server, runs, documents);
  log::info("ending");
  client::withdraw(endpoint);
  return 0;
}

}  // namespace hearth::app
