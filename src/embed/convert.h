// Makes the file an encoder runs from (embed/weights.h) out of a sentence-transformers folder of the BERT family:
// config.json, vocab.txt, model.safetensors, and where they are present modules.json, sentence_bert_config.json,
// tokenizer_config.json, 1_Pooling/config.json and the prompts in config_sentence_transformers.json.
#pragma once

#include <optional>
#include <string>

#include "embed/weights.h"

namespace hearth::embed {

struct ConvertOptions {
  Kind kind = Kind::int8;  // float32 or int8
  std::string name;        // empty: the folder's
  // What the model wants in front of a text, if the folder does not say: "query: ".
  std::optional<std::string> query_prefix;
  std::optional<std::string> passage_prefix;
};

// The bytes of the file. Throws Error(not_found, invalid_argument, unsupported): what is missing, damaged, or is no
// BERT.
std::string convert(const std::string& folder, const ConvertOptions& options);

}  // namespace hearth::embed
