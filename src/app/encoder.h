// Which encoder makes the vectors of memory, as the setting memory.encoder says.
#pragma once

#include <memory>

#include "domain/embedder.h"
#include "settings/settings.h"

namespace hearth::app {

// Null for "off", and, with a line in the log, where the file of weights cannot be opened: memory then goes by words.
// The files lie beside the program (build/embeddings) or where the package puts them (share/hearth/embeddings).
std::shared_ptr<const Embedder> open_encoder(const settings::Settings& settings);

}  // namespace hearth::app
