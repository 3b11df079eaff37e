#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "base/error.h"
#include "sandbox/box/landlock_version.h"
#include "sandbox/box/spec.h"
#include "sandbox/bwrap_failure.h"
#include "sandbox/bwrap_version.h"
#include "sandbox/launcher.h"
#include "sandbox/temporary_folder.h"

namespace hearth::sandbox {

namespace {

constexpr std::chrono::seconds patience{10};

Policy probing_policy() {
  Policy policy;
  policy.limits.wall = patience;
  return policy;
}

// No box can be made: Landlock alone, or nothing.
void settle_without_bubblewrap(Protection& protection, const Error& error) {
  protection.reason = error.what();
  protection.remedy = remedy_in(protection.reason);
  if (error.code() != Code::unavailable) return;  // a box could be made; why this one was not may pass
  if (protection.landlock == 0 || ::geteuid() == 0) return;
  protection.level = Protection::Level::reduced;
  protection.gaps = gaps_without_bubblewrap(protection.landlock);
}

void settle(Protection& protection, std::vector<std::string> broken) {
  if (!broken.empty()) {
    // A box that is not what it should be is worse than none: it would be trusted.
    protection.level = Protection::Level::unavailable;
    protection.reason = "a box was made, but not every wall of it stands";
    protection.gaps = std::move(broken);
    return;
  }
  protection.level = Protection::Level::full;
  if (protection.landlock == 0) {
    protection.level = Protection::Level::reduced;
    protection.reason = "this kernel has no Landlock";
    protection.gaps = {"there is one wall around files instead of two"};
  }
}

// What kept a box from being made may pass; what a box was found to be stays.
bool was_seen_from_inside(const Protection& protection) {
  bool broken = protection.level == Protection::Level::unavailable && !protection.gaps.empty();
  return broken || protection.level == Protection::Level::full;
}

}  // namespace

void Sandbox::refuse_after_broken_walls() {
  std::optional<Protection> known = protection_.with([](const auto& protection) { return protection; });
  if (!known || known->level != Protection::Level::unavailable || known->gaps.empty()) return;
  throw Error(Code::denied, fmt::format("starting a box: {}: {}; restart Hearth once that is mended", known->reason,
                                        fmt::join(known->gaps, "; ")));
}

Protection Sandbox::examine(std::stop_token stop) {
  std::optional<Protection> known = protection_.with([](const auto& protection) { return protection; });
  if (known && was_seen_from_inside(*known)) return *known;
  auto began = std::chrono::steady_clock::now();
  Protection protection;
  protection.bwrap = options_.bwrap;
  protection.landlock = landlock_version();
  try {
    TemporaryFolder folder(options_.state_folder);
    std::string canary = folder.path() + "/canary";
    std::ofstream(canary) << "outside";
    std::string answer;
    RunInput input;
    input.on_output = [&](std::string_view chunk) { answer += chunk; };
    run(probing_policy(), {program_inside, "probe", canary}, input, stop);
    settle(protection, broken_walls(parse_findings(answer), own_namespaces()));
    protection.bwrap_version = bwrap_version(thread_, options_.bwrap);
  } catch (const Error& error) {
    // A machine without boxes is an answer, not a failure.
    settle_without_bubblewrap(protection, error);
  }
  protection.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  protection_.with([&](auto& kept) { kept = protection; });
  return protection;
}

}  // namespace hearth::sandbox
