// What is done to rows of numbers between the matrix products of a transformer. Compiled once for each kind of
// processor (row_kernels_*.cc); row_kernels() chooses by the one it runs on. No state, no allocation, any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hearth::embed {

// A row of numbers as bytes: number = (byte - zero) * scale.
struct RowScale {
  float scale = 0;
  std::int32_t zero = 0;
};

struct RowKernels {
  // `top`: the largest byte that is used, 255 or 127.
  RowScale (*quantize)(const float* row, std::size_t size, float top, std::uint8_t* out);
  // out = (sums - zero * weight_sums) * scale * weight_scales + bias
  void (*dequantize)(const std::int32_t* sums, std::size_t size, RowScale scale, const float* weight_scales,
                     const std::int32_t* weight_sums, const float* bias, float* out);
  void (*add)(const float* other, std::size_t size, float* row);
  void (*gelu)(float* row, std::size_t size);
  // Mean 0, variance 1, then gain and bias.
  void (*normalize)(float* row, std::size_t size, float epsilon, const float* gain, const float* bias);
  // out += row * scale
  void (*add_int8)(const std::int8_t* row, std::size_t size, float scale, float* out);
  // Attention of one text: row t of `rows` holds the queries, keys and values of `heads` heads of `size` numbers each,
  // one after the other; out row t gets heads * size numbers. size: a multiple of 16. scratch: attention_scratch()
  // numbers.
  void (*attend)(const float* rows, std::size_t row_stride, std::size_t tokens, std::size_t heads, std::size_t size,
                 float* out, std::size_t out_stride, float* scratch);
};

std::size_t attention_scratch(std::size_t tokens, std::size_t head_size);

const RowKernels& row_kernels();
// Each of them, for tests: those this processor cannot run are null.
const RowKernels* row_kernels_plain();
const RowKernels* row_kernels_avx2();
const RowKernels* row_kernels_avx512();

}  // namespace hearth::embed
