// Any text, masked as a message and as tool arguments: nothing that was found goes out, and restoring undoes masking
// wherever the stream is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "egress/redaction/detector.h"
#include "egress/redaction/mask.h"

namespace {

using namespace hearth;
using namespace hearth::egress;

Rules everything() {
  Rules rules = Rules().with_patterns("name: Ada\npath: clients/**\nregex: ACME-[0-9]+");
  for (const DataClassInfo& each : data_classes()) rules = rules.with(each.data_class, Action::mask);
  return rules;
}

std::string streamed(const Restorer& restorer, const std::string& masked, std::size_t cut) {
  std::string out;
  RestoringSink sink(restorer, [&](const ChatDelta& delta) { out += delta.text; });
  for (std::size_t at = 0; at < masked.size(); at += cut) {
    sink.write({ChatDelta::Kind::text, std::string_view(masked).substr(at, cut)});
  }
  sink.finish();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Rules rules = everything();
  const std::string text = to_valid_utf8({reinterpret_cast<const char*>(data), size});
  std::size_t last = 0;
  for (const Finding& each : find(text, rules)) {
    check(each.begin >= last && each.begin < each.end && each.end <= text.size());
    last = each.end;
  }

  ChatRequest request;
  request.messages.push_back(user_message(text));
  request.messages.push_back(user_message(""));
  request.messages[1].blocks[0] = Block::make_tool_use("c", "t", json{{"a", text}, {text, 1}}.dump());
  const Masked masked = mask(request, rules);
  const std::string& sent = masked.request.messages[0].blocks[0].text;
  check(masked.restorer.text(sent) == text);
  check(streamed(masked.restorer, sent, 1 + size % 7) == text);

  Block call = masked.request.messages[1].blocks[0];
  check(json::parse(call.arguments_raw) == *call.arguments);
  masked.restorer.restore_arguments(call);
  check(*call.arguments == *request.messages[1].blocks[0].arguments);
  return 0;
}
