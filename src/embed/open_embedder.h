// Opens an encoder from a path: a file of converted weights, or the folder of a sentence-transformers model. What is
// there says which kind of encoder it becomes. Any thread.
#pragma once

#include <memory>
#include <string>

#include "domain/embedder.h"

namespace hearth::embed {

struct OpenOptions {
  // 1 or 2: how many compute one text together. 0: 2 where the machine has two processors or more.
  int threads = 0;
};

// A file opens in microseconds, reads its contents at the first embed(), and refuses damage there. A folder is
// converted in memory (int8), which takes a second: for trying a model; to keep one, convert it (embed/convert.h).
// Throws Error(not_found, denied, invalid_argument, unsupported), and embed() of the result Error(invalid_argument,
// unavailable, internal).
std::unique_ptr<Embedder> open_embedder(const std::string& path, const OpenOptions& options = {});

// Reads all of a file of weights and throws as embed() would. For whoever takes in a file from elsewhere.
void check_weights(const std::string& path);

}  // namespace hearth::embed
