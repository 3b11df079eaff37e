// Products of a few rows with a fixed matrix, by oneDNN. One shape of product serves every layer that has it; a program
// for it is made once for each number of rows, rounded up (row_bucket). The matrix is kept as oneDNN wants it.
//
// Preparing may allocate and compile and is for one thread at a time per object; run() allocates nothing, and may go on
// on several threads with bindings of their own.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <vector>

#include "embed/one_dnn.h"

namespace hearth::embed {

enum class Arithmetic { float32, int8 };  // int8: u8 rows, s8 matrix, s32 results

// The next number of rows for which there is a program.
std::size_t row_bucket(std::size_t rows);

// A matrix of outputs x inputs numbers, in the forms that programs asked for so far.
class PackedMatrix {
 public:
  // `values` is read when a program first wants it, and must live as long as this.
  PackedMatrix(dnnl_engine_t engine, Arithmetic arithmetic, std::size_t outputs, std::size_t inputs,
               const void* values);
  // Throws Error(internal).
  dnnl_memory_t as(const dnnl_memory_desc_t& form);

 private:
  struct Packed {
    dnnl_memory_desc_t form;
    Memory memory;
  };
  dnnl_engine_t engine_;
  dnnl_memory_desc_t plain_ = {};
  const void* values_;
  std::list<Packed> packed_;
};

class MatrixProduct {
 public:
  MatrixProduct(dnnl_engine_t engine, Arithmetic arithmetic, std::size_t outputs, std::size_t inputs)
      : engine_(engine), arithmetic_(arithmetic), outputs_(outputs), inputs_(inputs) {}

  struct Program {
    Primitive primitive;
    dnnl_memory_desc_t rows;
    dnnl_memory_desc_t matrix;
    dnnl_memory_desc_t results;
    dnnl_memory_desc_t scratch;
  };
  const Program& program(std::size_t bucket);

  // A program with the memory one thread uses it on.
  struct Binding {
    const Program* program = nullptr;
    Memory rows;
    Memory results;
    Memory scratch;
  };
  Binding bind(std::size_t bucket, void* rows, void* results);
  // False when oneDNN failed.
  static bool run(const Binding& binding, dnnl_memory_t matrix, dnnl_stream_t stream);

 private:
  dnnl_engine_t engine_;
  Arithmetic arithmetic_;
  std::size_t outputs_;
  std::size_t inputs_;
  std::map<std::size_t, Program> programs_;
};

}  // namespace hearth::embed
