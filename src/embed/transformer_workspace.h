// The memory of one run of a transformer, kept from run to run. Used by one caller at a time.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "embed/transformer.h"

namespace hearth::embed {

// What the matrices of all layers are multiplied with, for one number of rows.
struct Transformer::Bindings {
  std::array<std::array<MatrixProduct::Binding, parts>, product_count> of;
  std::array<std::vector<std::array<dnnl_memory_t, product_count>>, parts> matrices;  // of each layer
};

class Transformer::Workspace {
 public:
  Workspace(const Description& about, Arithmetic arithmetic, std::size_t rows, dnnl_engine_t engine);

  std::vector<float> x, context, wide;              // rows of the dimensions; of the intermediate size
  std::vector<std::uint8_t> small, small_wide;      // the same as bytes, for products of int8
  std::vector<RowScale> scales;                     // of a row of bytes
  std::array<std::vector<float>, parts> attention;  // queries, keys, values
  std::array<std::vector<float>, parts> scratch;
  std::array<std::vector<std::int32_t>, parts> sums;  // results of a product; floats in float32
  std::array<Stream, parts> streams;
  std::atomic<bool> failed{false};
  std::map<std::size_t, Bindings> bindings;  // by number of rows
};

}  // namespace hearth::embed
