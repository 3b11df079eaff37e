#include "embed/unit_length.h"

#include <cmath>

namespace hearth::embed {

void to_unit_length(std::span<float> vector) {
  float squares = 0;
  for (const float value : vector) squares += value * value;
  if (!(squares > 0)) return;
  const float factor = 1 / std::sqrt(squares);
  for (float& value : vector) value *= factor;
}

}  // namespace hearth::embed
