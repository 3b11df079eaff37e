#include "embed/row_kernels_body.h"

namespace hearth::embed {

const RowKernels* row_kernels_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels : nullptr;
}

}  // namespace hearth::embed
