#include "embed/one_dnn.h"

#include <dlfcn.h>

#include "base/error.h"

namespace hearth::embed {
namespace {

template <class Function>
void load(void* library, const char* name, Function& function) {
  void* const found = ::dlsym(library, name);
  if (found == nullptr)
    throw Error(Code::unavailable,
                fmt::format("loading oneDNN: it has no {}; install oneDNN 2.6 (package libdnnl2)", name));
  function = reinterpret_cast<Function>(found);
}

OneDnn load_all() {
  void* const library = ::dlopen("libdnnl.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    throw Error(
        Code::unavailable,
        fmt::format("loading oneDNN, which computes embeddings: {}; install the package libdnnl2", ::dlerror()));
  OneDnn all = {};
  load(library, "dnnl_engine_create", all.engine_create);
  load(library, "dnnl_engine_destroy", all.engine_destroy);
  load(library, "dnnl_stream_create", all.stream_create);
  load(library, "dnnl_stream_destroy", all.stream_destroy);
  load(library, "dnnl_stream_wait", all.stream_wait);
  load(library, "dnnl_memory_create", all.memory_create);
  load(library, "dnnl_memory_destroy", all.memory_destroy);
  load(library, "dnnl_memory_get_data_handle", all.memory_get_data_handle);
  load(library, "dnnl_memory_desc_init_by_strides", all.memory_desc_init_by_strides);
  load(library, "dnnl_memory_desc_init_by_tag", all.memory_desc_init_by_tag);
  load(library, "dnnl_memory_desc_equal", all.memory_desc_equal);
  load(library, "dnnl_memory_desc_get_size", all.memory_desc_get_size);
  load(library, "dnnl_matmul_desc_init", all.matmul_desc_init);
  load(library, "dnnl_primitive_attr_create", all.primitive_attr_create);
  load(library, "dnnl_primitive_attr_destroy", all.primitive_attr_destroy);
  load(library, "dnnl_primitive_attr_set_scratchpad_mode", all.primitive_attr_set_scratchpad_mode);
  load(library, "dnnl_primitive_desc_create", all.primitive_desc_create);
  load(library, "dnnl_primitive_desc_destroy", all.primitive_desc_destroy);
  load(library, "dnnl_primitive_desc_query_md", all.primitive_desc_query_md);
  load(library, "dnnl_reorder_primitive_desc_create", all.reorder_primitive_desc_create);
  load(library, "dnnl_primitive_create", all.primitive_create);
  load(library, "dnnl_primitive_destroy", all.primitive_destroy);
  load(library, "dnnl_primitive_execute", all.primitive_execute);
  load(library, "dnnl_get_effective_cpu_isa", all.get_effective_cpu_isa);
  // It shares work out with OpenMP, whose library comes with it.
  load(library, "omp_set_num_threads", all.set_threads);
  return all;
}

}  // namespace

const OneDnn& OneDnn::get() {
  static const OneDnn all = load_all();
  return all;
}

void expect(dnnl_status_t status, const char* doing) {
  if (status != dnnl_success)
    throw Error(Code::internal, fmt::format("computing embeddings: {} failed (oneDNN's code {}); please report this",
                                            doing, static_cast<int>(status)));
}

}  // namespace hearth::embed
