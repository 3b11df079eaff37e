#include "memory/documents/extractor.h"

#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "documents/extraction_lines.h"

namespace hearth::memory {

namespace {

documents::Extraction failure(std::string problem) {
  documents::Extraction extraction;
  extraction.state = documents::Extraction::State::failed;
  extraction.problem = std::move(problem);
  return extraction;
}

std::string why_it_ended(const sandbox::Outcome& outcome) {
  constexpr int signal_base = 128;
  int signal = outcome.exit_code - signal_base;
  if (signal == SIGXCPU || signal == SIGKILL) return "reading it takes longer than one document may take";
  if (signal > 0) return fmt::format("the program that reads it broke on it (signal {})", signal);
  return fmt::format("the program that reads it failed on it (exit code {})", outcome.exit_code);
}

}  // namespace

std::string extract_program_beside_us() {
  return std::filesystem::path(sandbox::box_program_beside_us()).replace_filename("hearth-extract").string();
}

sandbox::Policy Extractor::policy(sandbox::Fallback fallback) const {
  sandbox::Policy policy;
  // What is installed lies in /usr, which every box sees.
  if (!options_.program.starts_with("/usr/")) {
    policy.folders.push_back({.path = options_.program, .access = sandbox::Access::read, .at = {}});
  }
  policy.fallback = fallback;
  policy.limits.wall = options_.wall;
  policy.limits.cpu_seconds = options_.cpu_seconds;
  policy.limits.memory_bytes = options_.memory_bytes;
  policy.limits.output_bytes = options_.output_bytes;
  policy.limits.file_bytes = 1 << 20;
  policy.limits.temporary_bytes = 1 << 20;
  policy.limits.open_files = 64;
  policy.limits.processes = 16;
  return policy;
}

documents::Extraction Extractor::extract(std::string_view bytes, const std::string& name, sandbox::Fallback fallback,
                                         std::stop_token stop) {
  std::string lines;
  sandbox::RunInput input;
  input.text = bytes;
  input.on_output = [&](std::string_view chunk) { lines += chunk; };
  sandbox::Outcome outcome = with_context("reading a document", [&] {
    return sandbox_.run(policy(fallback), {options_.program, name}, input, stop);
  });
  switch (outcome.end) {
    case sandbox::Outcome::End::cancelled:
      throw Cancelled{};
    case sandbox::Outcome::End::timed_out:
      return failure("reading it takes longer than one document may take");
    case sandbox::Outcome::End::exited:
      break;
  }
  if (outcome.exit_code != 0) return failure(why_it_ended(outcome));
  if (outcome.cut_off) return failure("there is more text in it than one document may have");
  try {
    return documents::extraction_from_lines(lines);
  } catch (const Error& error) {
    return failure(error.what());  // of this file alone: the next one is read by another process
  }
}

}  // namespace hearth::memory
