// hearth network allow and deny, which differ in a word.
#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

struct Place {
  std::string host;
  std::int64_t port = 0;
};

// The sidecar says what it thinks of the host.
Place place_of(const std::string& text) {
  std::size_t colon = text.rfind(':');
  Place place{text.substr(0, colon), 0};
  if (colon != std::string::npos) {
    const char* end = text.data() + text.size();
    auto [rest, error] = std::from_chars(text.data() + colon + 1, end, place.port);
    if (error == std::errc{} && rest == end && place.port > 0 && place.port < 65536) return place;
  }
  throw Error(Code::invalid_argument,
              fmt::format("\"{}\" has no port: write HOST:PORT, as in api.example.org:443", escape_for_display(text)));
}

int add_rule(Context& context, std::string_view effect) {
  Place place = place_of(context.arguments.text("DESTINATION"));
  json rule{{"effect", effect}, {"host", place.host}, {"port", place.port}};
  if (context.arguments.has("--purpose")) rule["purpose"] = context.arguments.text("--purpose");
  if (context.arguments.has("--session")) rule["session"] = context.arguments.count("--session", 0);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json added = server->post("network/rules", rule, stop);
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line(added));
  } else {
    context.console.out(fmt::format("rule {}: {} {} {}:{}\n", text_field(added, "id"), text_field(added, "effect"),
                                    text_field(added, "purpose"), text_field(added, "host"),
                                    text_field(added, "port")));
  }
  return exit_done;
}

Command rule_command(std::string_view name, std::string_view summary, std::vector<std::string_view> examples,
                     int (*run)(Context&)) {
  return {name,
          summary,
          {{"DESTINATION", "", "HOST:PORT: a name, an address, or *.name for all below it", Offer::nothing,
            Option::Need::required},
           {"--purpose", "PURPOSE", "Only for model, mcp, download, update or command"},
           {"--session", "N", "Only in this session"}},
          std::move(examples),
          run};
}

}  // namespace

Command network_allow_command() {
  return rule_command("network allow", "Make a rule that lets connections to a host out",
                      {"hearth network allow api.example.org:443 --purpose model",
                       "hearth network allow '*.example.org:443' --session 7"},
                      [](Context& context) { return add_rule(context, "allow"); });
}

Command network_deny_command() {
  return rule_command("network deny", "Make a rule that keeps connections to a host in",
                      {"hearth network deny tracker.example.org:443"},
                      [](Context& context) { return add_rule(context, "deny"); });
}

}  // namespace hearth::cli
