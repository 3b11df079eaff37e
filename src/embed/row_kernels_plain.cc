#include "embed/row_kernels_body.h"

namespace hearth::embed {

const RowKernels* row_kernels_plain() {
  return &kernels;
}

}  // namespace hearth::embed
