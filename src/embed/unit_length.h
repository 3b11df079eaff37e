// Vectors of length 1, whose product is the cosine of their angle.
#pragma once

#include <span>

namespace hearth::embed {

// One of zeros stays.
void to_unit_length(std::span<float> vector);

}  // namespace hearth::embed
