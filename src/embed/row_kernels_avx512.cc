#include "embed/row_kernels_body.h"

namespace hearth::embed {

const RowKernels* row_kernels_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
             ? &kernels
             : nullptr;
}

}  // namespace hearth::embed
