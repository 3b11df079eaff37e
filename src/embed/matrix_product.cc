#include "embed/matrix_product.h"

#include <array>

namespace hearth::embed {
namespace {

dnnl_memory_desc_t described(std::size_t rows, std::size_t columns, dnnl_data_type_t type, dnnl_format_tag_t tag) {
  const dnnl_dims_t sizes = {static_cast<dnnl_dim_t>(rows), static_cast<dnnl_dim_t>(columns)};
  dnnl_memory_desc_t described = {};
  expect(OneDnn::get().memory_desc_init_by_tag(&described, 2, sizes, type, tag), "describing a matrix");
  return described;
}

Memory memory(dnnl_engine_t engine, const dnnl_memory_desc_t& form, void* handle) {
  dnnl_memory_t made = nullptr;
  expect(OneDnn::get().memory_create(&made, &form, engine, handle), "allocating a matrix");
  return Memory(made);
}

}  // namespace

std::size_t row_bucket(std::size_t rows) {
  std::size_t step = 4;
  // The step grows with the number: at most a fifth of the work is for nothing.
  for (std::size_t bound = 32; rows > bound; bound *= 2) step = bound / 4;
  return (rows + step - 1) / step * step;
}

PackedMatrix::PackedMatrix(dnnl_engine_t engine, Arithmetic arithmetic, std::size_t outputs, std::size_t inputs,
                           const void* values)
    : engine_(engine),
      plain_(described(inputs, outputs, arithmetic == Arithmetic::int8 ? dnnl_s8 : dnnl_f32, dnnl_ba)),
      values_(values) {}

dnnl_memory_t PackedMatrix::as(const dnnl_memory_desc_t& form) {
  const OneDnn& dnnl = OneDnn::get();
  for (const Packed& packed : packed_)
    if (dnnl.memory_desc_equal(&packed.form, &form) != 0) return packed.memory.get();
  Memory from = memory(engine_, plain_, const_cast<void*>(values_));
  Memory to = memory(engine_, form, DNNL_MEMORY_ALLOCATE);
  dnnl_primitive_desc_t made = nullptr;
  expect(dnnl.reorder_primitive_desc_create(&made, &plain_, engine_, &form, engine_, nullptr), "packing a matrix");
  const PrimitiveDescription description(made);
  dnnl_primitive_t reorder = nullptr;
  expect(dnnl.primitive_create(&reorder, description.get()), "packing a matrix");
  const Primitive primitive(reorder);
  dnnl_stream_t stream = nullptr;
  expect(dnnl.stream_create(&stream, engine_, dnnl_stream_default_flags), "packing a matrix");
  const Stream owned(stream);
  const std::array<dnnl_exec_arg_t, 2> arguments = {{{DNNL_ARG_FROM, from.get()}, {DNNL_ARG_TO, to.get()}}};
  expect(dnnl.primitive_execute(primitive.get(), stream, static_cast<int>(arguments.size()), arguments.data()),
         "packing a matrix");
  expect(dnnl.stream_wait(stream), "packing a matrix");
  packed_.push_back({.form = form, .memory = std::move(to)});
  return packed_.back().memory.get();
}

const MatrixProduct::Program& MatrixProduct::program(std::size_t bucket) {
  if (const auto found = programs_.find(bucket); found != programs_.end()) return found->second;
  const OneDnn& dnnl = OneDnn::get();
  const bool small = arithmetic_ == Arithmetic::int8;
  Program program = {.primitive = nullptr,
                     .rows = described(bucket, inputs_, small ? dnnl_u8 : dnnl_f32, dnnl_ab),
                     .matrix = described(inputs_, outputs_, small ? dnnl_s8 : dnnl_f32, dnnl_format_tag_any),
                     .results = described(bucket, outputs_, small ? dnnl_s32 : dnnl_f32, dnnl_ab),
                     .scratch = {}};
  dnnl_matmul_desc_t product = {};
  expect(dnnl.matmul_desc_init(&product, &program.rows, &program.matrix, nullptr, &program.results),
         "describing a product");
  dnnl_primitive_attr_t attributes = nullptr;
  expect(dnnl.primitive_attr_create(&attributes), "describing a product");
  const Attributes owned(attributes);
  // Its own scratch memory would belong to the thread that makes the program.
  expect(dnnl.primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "describing a product");
  dnnl_primitive_desc_t made = nullptr;
  expect(dnnl.primitive_desc_create(&made, &product, attributes, engine_, nullptr), "making a product's program");
  const PrimitiveDescription description(made);
  program.matrix = *dnnl.primitive_desc_query_md(made, dnnl_query_weights_md, 0);
  program.scratch = *dnnl.primitive_desc_query_md(made, dnnl_query_scratchpad_md, 0);
  dnnl_primitive_t primitive = nullptr;
  expect(dnnl.primitive_create(&primitive, made), "making a product's program");
  program.primitive = Primitive(primitive);
  return programs_.emplace(bucket, std::move(program)).first->second;
}

MatrixProduct::Binding MatrixProduct::bind(std::size_t bucket, void* rows, void* results) {
  const Program& made = program(bucket);
  return {.program = &made,
          .rows = memory(engine_, made.rows, rows),
          .results = memory(engine_, made.results, results),
          .scratch = memory(engine_, made.scratch, DNNL_MEMORY_ALLOCATE)};
}

bool MatrixProduct::run(const Binding& binding, dnnl_memory_t matrix, dnnl_stream_t stream) {
  const std::array<dnnl_exec_arg_t, 4> arguments = {{{DNNL_ARG_SRC, binding.rows.get()},
                                                     {DNNL_ARG_WEIGHTS, matrix},
                                                     {DNNL_ARG_DST, binding.results.get()},
                                                     {DNNL_ARG_SCRATCHPAD, binding.scratch.get()}}};
  return OneDnn::get().primitive_execute(binding.program->primitive.get(), stream, static_cast<int>(arguments.size()),
                                         arguments.data()) == dnnl_success;
}

}  // namespace hearth::embed
