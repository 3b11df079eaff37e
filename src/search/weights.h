// The constants of BM25F: what a word counts by where it stands, and how a field's length tempers it.
#pragma once

#include <array>

#include "search/record.h"

namespace hearth::search {

struct FieldWeight {
  float weight;
  float length;  // 0: the field's length does not matter; 1: a word counts by its share of the field
};

// In the order of Field: text, speaker, title, date, previous, next.
inline constexpr std::array<FieldWeight, field_count> field_weights = {{
    {.weight = 1.0F, .length = 0.6F},
    {.weight = 0.5F, .length = 0.0F},
    {.weight = 0.6F, .length = 0.5F},
    {.weight = 0.5F, .length = 0.0F},
    {.weight = 0.3F, .length = 0.6F},
    {.weight = 0.15F, .length = 0.6F},
}};
// How soon more of the same word adds nothing.
inline constexpr float saturation = 1.0F;

}  // namespace hearth::search
