// Has a file read by hearth-extract in a box: no files but itself and its libraries, no network, bounds on time, memory
// and output. What comes back was written by a program that a hostile file may have taken over, so it is parsed as
// such. Owned by whoever ingests; one thread at a time. Throws Error only where no box can be made; what is wrong with
// a file stands in its Extraction. Throws Cancelled.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "documents/chunk.h"
#include "sandbox/launcher.h"
#include "sandbox/policy.h"

namespace hearth::memory {

struct ExtractorOptions {
  std::string program;  // absolute path of hearth-extract
  std::chrono::seconds wall{60};
  std::int64_t cpu_seconds = 40;
  std::int64_t memory_bytes = 2LL << 30;
  std::size_t output_bytes = 96 << 20;
};

// hearth-extract, where it is installed: beside the running program.
std::string extract_program_beside_us();

class Extractor {
 public:
  Extractor(sandbox::Sandbox& sandbox, ExtractorOptions options) : sandbox_(sandbox), options_(std::move(options)) {}

  documents::Extraction extract(std::string_view bytes, const std::string& name, sandbox::Fallback fallback,
                                std::stop_token stop);

 private:
  sandbox::Policy policy(sandbox::Fallback fallback) const;

  sandbox::Sandbox& sandbox_;
  ExtractorOptions options_;
};

}  // namespace hearth::memory
