// oneDNN, loaded when an encoder is first used: most starts of the program need none of its 40 MB, nor the time its
// loading takes. Loaded once, never unloaded; any thread.
#pragma once

#include <oneapi/dnnl/dnnl.h>

#include <memory>
#include <type_traits>

namespace hearth::embed {

struct OneDnn {
  decltype(&dnnl_engine_create) engine_create;
  decltype(&dnnl_engine_destroy) engine_destroy;
  decltype(&dnnl_stream_create) stream_create;
  decltype(&dnnl_stream_destroy) stream_destroy;
  decltype(&dnnl_stream_wait) stream_wait;
  decltype(&dnnl_memory_create) memory_create;
  decltype(&dnnl_memory_destroy) memory_destroy;
  decltype(&dnnl_memory_get_data_handle) memory_get_data_handle;
  decltype(&dnnl_memory_desc_init_by_strides) memory_desc_init_by_strides;
  decltype(&dnnl_memory_desc_init_by_tag) memory_desc_init_by_tag;
  decltype(&dnnl_memory_desc_equal) memory_desc_equal;
  decltype(&dnnl_memory_desc_get_size) memory_desc_get_size;
  decltype(&dnnl_matmul_desc_init) matmul_desc_init;
  decltype(&dnnl_primitive_attr_create) primitive_attr_create;
  decltype(&dnnl_primitive_attr_destroy) primitive_attr_destroy;
  decltype(&dnnl_primitive_attr_set_scratchpad_mode) primitive_attr_set_scratchpad_mode;
  decltype(&dnnl_primitive_desc_create) primitive_desc_create;
  decltype(&dnnl_primitive_desc_destroy) primitive_desc_destroy;
  decltype(&dnnl_primitive_desc_query_md) primitive_desc_query_md;
  decltype(&dnnl_reorder_primitive_desc_create) reorder_primitive_desc_create;
  decltype(&dnnl_primitive_create) primitive_create;
  decltype(&dnnl_primitive_destroy) primitive_destroy;
  decltype(&dnnl_primitive_execute) primitive_execute;
  decltype(&dnnl_get_effective_cpu_isa) get_effective_cpu_isa;

  // Throws Error(unavailable) when the library is not on this machine.
  static const OneDnn& get();

  // This thread shares its products with no others: the team of an encoder divides the work itself.
  void use_one_thread() const { set_threads(1); }

  void (*set_threads)(int);
};

// Throws Error(internal) unless it is dnnl_success.
void expect(dnnl_status_t status, const char* doing);

// Objects of the library, each destroyed with its own function.
template <class Handle, auto OneDnn::*destroy>
struct Destroyer {
  using pointer = Handle;
  void operator()(Handle handle) const { (OneDnn::get().*destroy)(handle); }
};
template <class Handle, auto OneDnn::*destroy>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Destroyer<Handle, destroy>>;

using Engine = Owned<dnnl_engine_t, &OneDnn::engine_destroy>;
using Stream = Owned<dnnl_stream_t, &OneDnn::stream_destroy>;
using Memory = Owned<dnnl_memory_t, &OneDnn::memory_destroy>;
using Attributes = Owned<dnnl_primitive_attr_t, &OneDnn::primitive_attr_destroy>;
using PrimitiveDescription = Owned<dnnl_primitive_desc_t, &OneDnn::primitive_desc_destroy>;
using Primitive = Owned<dnnl_primitive_t, &OneDnn::primitive_destroy>;

}  // namespace hearth::embed
