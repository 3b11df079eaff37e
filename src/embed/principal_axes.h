// The directions in which vectors differ most (principal component analysis).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hearth::embed {

// `rows` holds vectors of `size` numbers; each, less their mean, is expressed in the `axes` directions of the largest
// variance. Returns rows.size() / size vectors of `axes` numbers.
std::vector<float> along_principal_axes(std::span<const float> rows, std::size_t size, std::size_t axes);

}  // namespace hearth::embed
