// The two inner loops over vectors, for the processor at hand: AVX-512 with VNNI and VPOPCNTDQ, AVX2, or plain C++. All
// give the same numbers. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hearth::search {

struct VectorKernels {
  const char* name;
  // Sum of row[i] * query[i], row unsigned, query signed; `stride` a multiple of 64.
  std::int32_t (*dot)(const std::uint8_t* row, const std::int8_t* query, std::size_t stride);
  // In how many bits each of eight records differs from the query; `words` of each, eight records side by side.
  void (*distances)(const std::uint64_t* signs, const std::uint64_t* query, std::size_t words, std::uint64_t* eight);
};

const VectorKernels& plain_kernels();
// Those of this machine.
const VectorKernels& vector_kernels();

}  // namespace hearth::search
