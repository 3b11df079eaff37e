// Any task text makes a plan, twice the same, in time.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "domain/message.h"
#include "llm/reflex/plan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const hearth::Message task = hearth::user_message(hearth::to_valid_utf8({reinterpret_cast<const char*>(data), size}));
  const auto first = hearth::llm::reflex::make_plan(task, {}, 1'764'000'000'000);
  const auto second = hearth::llm::reflex::make_plan(task, {}, 1'764'000'000'000);
  hearth::check(first.steps.size() == second.steps.size());
  return 0;
}
