#include "embed/row_kernels.h"

namespace hearth::embed {

std::size_t attention_scratch(std::size_t tokens, std::size_t head_size) {
  return (tokens + 15) / 16 * 16 * (head_size + 1);
}

const RowKernels& row_kernels() {
  static const RowKernels& chosen = row_kernels_avx512() != nullptr ? *row_kernels_avx512()
                                    : row_kernels_avx2() != nullptr ? *row_kernels_avx2()
                                                                    : *row_kernels_plain();
  return chosen;
}

}  // namespace hearth::embed
