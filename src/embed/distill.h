// Makes a static encoder out of a transformer: the vector of every token of its vocabulary read alone, reduced to the
// directions in which they differ most, and weighted down for frequent tokens, which say little.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>

namespace hearth::embed {

struct DistillOptions {
  std::size_t dimensions = 256;
  std::string name;  // empty: the folder's
  int threads = 2;
};

// The bytes of the file. Takes a minute of one processor for a small model. Throws as convert() does, and Cancelled.
std::string distill(const std::string& folder, const DistillOptions& options, std::stop_token stop);

}  // namespace hearth::embed
