#include "embed/transformer.h"

#include <cstring>

#include "base/check.h"
#include "base/error.h"
#include "embed/transformer_workspace.h"

namespace hearth::embed {
namespace {

// Where the processor has no instruction for products of bytes, oneDNN adds pairs of them in 16 bits: 7 bits always
// fit.
float top_byte() {
  const auto isa = static_cast<unsigned>(OneDnn::get().get_effective_cpu_isa());
  constexpr unsigned byte_products =
      (dnnl_cpu_isa_avx512_core_vnni & ~dnnl_cpu_isa_avx512_core) | (dnnl_cpu_isa_avx2_vnni & ~dnnl_cpu_isa_avx2);
  return isa == 0 || (isa & byte_products) != 0 ? 255 : 127;
}

// Half of a matrix: the rows of it that one part computes, with what belongs to them.
struct Half {
  // The numbers, of float32 or int8, where they do not lie together in the weights.
  std::vector<float> values;
  std::vector<std::int8_t> small;
  std::vector<float> scale, bias;
  std::vector<std::int32_t> sums;  // of each row
  std::unique_ptr<PackedMatrix> packed;
};

}  // namespace

struct Transformer::Layer {
  std::array<std::array<Half, parts>, product_count> matrix;
  std::array<std::span<const float>, 2> gain, bias;  // after attention, after the wide part
};

namespace {

// Of a matrix of `blocks` blocks of rows the part's half of each block.
Half half_of(const Weights& weights, dnnl_engine_t engine, Arithmetic arithmetic, const std::string& name,
             std::size_t blocks, std::size_t rows, std::size_t columns, std::size_t part) {
  Half half;
  const std::size_t take = rows / blocks / 2;
  const auto gather = [&](auto from, std::size_t width, auto& to) {
    for (std::size_t i = 0; i < blocks; ++i) {
      const auto begin = from.begin() + static_cast<std::ptrdiff_t>((2 * i + part) * take * width);
      to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(take * width));
    }
  };
  gather(weights.floats(name + ".bias", rows), 1, half.bias);
  const void* values = nullptr;
  if (arithmetic == Arithmetic::float32) {
    const auto all = weights.floats(name, rows * columns);
    if (blocks > 1) gather(all, columns, half.values);
    values = blocks > 1 ? half.values.data() : all.data() + part * take * columns;
  } else {
    const auto all = weights.int8s(name, rows * columns);
    gather(weights.floats(name + ".scale", rows), 1, half.scale);
    if (blocks > 1) gather(all, columns, half.small);
    const std::int8_t* const small = blocks > 1 ? half.small.data() : all.data() + part * take * columns;
    for (std::size_t row = 0; row < rows / 2; ++row) {
      std::int32_t sum = 0;
      for (std::size_t i = 0; i < columns; ++i) sum += small[row * columns + i];
      half.sums.push_back(sum);
    }
    values = small;
  }
  half.packed = std::make_unique<PackedMatrix>(engine, arithmetic, rows / 2, columns, values);
  return half;
}

}  // namespace

Transformer::Transformer(const Weights& weights, int threads)
    : about_(weights.description()),
      arithmetic_(about_.kind == Kind::int8 ? Arithmetic::int8 : Arithmetic::float32),
      kernels_(row_kernels()),
      top_byte_(top_byte()),
      most_rows_(std::max(batch_rows(), about_.max_tokens)) {
  const std::size_t n = about_.dimensions;
  const std::size_t w = about_.intermediate;
  if (about_.heads % 2 != 0 || n % (16 * about_.heads) != 0 || w % 32 != 0)
    throw Error(Code::invalid_argument,
                fmt::format("opening the weights {}: its sizes are none of this family; convert the model again",
                            weights.where()));
  weights.check();
  OneDnn::get().use_one_thread();
  dnnl_engine_t engine = nullptr;
  expect(OneDnn::get().engine_create(&engine, dnnl_cpu, 0), "starting oneDNN");
  engine_.reset(engine);
  const std::size_t words = weights.numbers("vocabulary.ends").size();
  if (arithmetic_ == Arithmetic::int8) {
    // A model may know more words than its vocabulary names; those are never asked for.
    word_scale_ = weights.floats("word.scale", weights.rows("word"));
    small_word_ = weights.int8s("word", word_scale_.size() * n);
  } else {
    word_ = weights.floats("word", weights.rows("word") * n);
  }
  if (weights.rows("word") < words)
    throw Error(Code::invalid_argument,
                fmt::format("opening the weights {}: it has fewer vectors than words; convert the model again",
                            weights.where()));
  position_ = weights.floats("position", about_.positions * n);
  gain_ = weights.floats("norm.gain", n);
  bias_ = weights.floats("norm.bias", n);
  for (std::size_t i = 0; i < about_.layers; ++i) {
    const std::string name = fmt::format("{}.", i);
    Layer& layer = layers_.emplace_back();
    for (std::size_t part = 0; part < parts; ++part) {
      layer.matrix[attend][part] = half_of(weights, engine, arithmetic_, name + "attend", 3, 3 * n, n, part);
      layer.matrix[combine][part] = half_of(weights, engine, arithmetic_, name + "combine", 1, n, n, part);
      layer.matrix[widen][part] = half_of(weights, engine, arithmetic_, name + "widen", 1, w, n, part);
      layer.matrix[narrow][part] = half_of(weights, engine, arithmetic_, name + "narrow", 1, n, w, part);
    }
    layer.gain = {weights.floats(name + "attention_norm.gain", n), weights.floats(name + "norm.gain", n)};
    layer.bias = {weights.floats(name + "attention_norm.bias", n), weights.floats(name + "norm.bias", n)};
  }
  programs_.emplace_back(engine, arithmetic_, 3 * n / 2, n);
  programs_.emplace_back(engine, arithmetic_, n / 2, n);
  programs_.emplace_back(engine, arithmetic_, w / 2, n);
  programs_.emplace_back(engine, arithmetic_, n / 2, w);
  if (threads > 1) team_ = std::make_unique<Team>();
}

Transformer::~Transformer() = default;

Transformer::Workspace::Workspace(const Description& about, Arithmetic arithmetic, std::size_t rows,
                                  dnnl_engine_t engine)
    : x(rows * about.dimensions), context(x.size()), wide(rows * about.intermediate), scales(rows) {
  if (arithmetic == Arithmetic::int8) {
    small.resize(x.size());
    small_wide.resize(wide.size());
  }
  for (std::size_t part = 0; part < parts; ++part) {
    attention[part].resize(rows * about.dimensions * 3 / 2);
    scratch[part].resize(attention_scratch(rows, about.dimensions / about.heads));
    sums[part].resize(rows * std::max(about.dimensions * 3, about.intermediate) / 2);
    dnnl_stream_t stream = nullptr;
    expect(OneDnn::get().stream_create(&stream, engine, dnnl_stream_default_flags), "starting oneDNN");
    streams[part].reset(stream);
  }
}

std::unique_ptr<Transformer::Workspace> Transformer::make_workspace() const {
  return std::make_unique<Workspace>(about_, arithmetic_, row_bucket(most_rows_), engine_.get());
}

// One run. Every step is done by both parts, and none begins before both have done the one before.
struct Transformer::Job {
  const Transformer& model;
  Workspace& space;
  const Passages& passages;
  const Bindings& bindings;
  std::size_t rows;
  std::size_t n = model.about_.dimensions;
  std::size_t w = model.about_.intermediate;
  bool small = model.arithmetic_ == Arithmetic::int8;
  const RowKernels& kernel = model.kernels_;

  std::size_t first_row(std::size_t part) const { return part * rows / parts; }

  static constexpr std::size_t steps_per_layer = 8;
  std::size_t steps() const { return 1 + model.layers_.size() * steps_per_layer; }

  void step(std::size_t number, std::size_t part) {
    if (number == 0) return look_up(part);
    const std::size_t layer = (number - 1) / steps_per_layer;
    switch ((number - 1) % steps_per_layer) {
      case 0:
        return attention(layer, part);
      case 1:
        return each_row(part, [&](std::size_t row) { shrink(&space.context[row * n], n, row, space.small); });
      case 2:
        return residual(layer, part, combine);
      case 3:
        return each_row(part, [&](std::size_t row) { settle(layer, 0, row); });
      case 4:
        return expansion(layer, part);
      case 5:
        return each_row(part, [&](std::size_t row) { shrink(&space.wide[row * w], w, row, space.small_wide); });
      case 6:
        return residual(layer, part, narrow);
      default:
        return each_row(part, [&](std::size_t row) { settle(layer, 1, row); });
    }
  }

  template <class F>
  void each_row(std::size_t part, F&& f) {
    for (std::size_t row = first_row(part); row < first_row(part + 1); ++row) f(row);
  }

  void shrink(const float* from, std::size_t size, std::size_t row, std::vector<std::uint8_t>& to) {
    if (small) space.scales[row] = kernel.quantize(from, size, model.top_byte_, &to[row * size]);
  }

  void look_up(std::size_t part) {
    std::size_t passage = 0;
    std::size_t begin = 0;
    each_row(part, [&](std::size_t row) {
      while (passages.ends[passage] <= row) begin = passages.ends[passage++];
      float* const x = &space.x[row * n];
      std::memcpy(x, &model.position_[(row - begin) * n], n * sizeof(float));
      const std::size_t token = passages.tokens[row];
      if (small)
        kernel.add_int8(&model.small_word_[token * n], n, model.word_scale_[token], x);
      else
        kernel.add(&model.word_[token * n], n, x);
      kernel.normalize(x, n, model.about_.epsilon, model.gain_.data(), model.bias_.data());
      shrink(x, n, row, space.small);
    });
  }

  // Multiplies all rows with the part's half; its results, one row at a time, are made floats at to(row).
  template <class To, class After>
  void multiply(std::size_t layer, std::size_t part, Product product, To&& to, After&& after) {
    if (!MatrixProduct::run(bindings.of[product][part], bindings.matrices[part][layer][product],
                            space.streams[part].get()))
      space.failed = true;
    const Half& half = model.layers_[layer].matrix[product][part];
    const std::size_t size = half.bias.size();
    for (std::size_t row = 0; row < rows; ++row) {
      float* const out = to(row);
      const std::int32_t* const sums = &space.sums[part][row * size];
      if (small) {
        kernel.dequantize(sums, size, space.scales[row], half.scale.data(), half.sums.data(), half.bias.data(), out);
      } else {
        std::memcpy(out, sums, size * sizeof(float));
        kernel.add(half.bias.data(), size, out);
      }
      after(row, out, size);
    }
  }

  void attention(std::size_t layer, std::size_t part) {
    const std::size_t stride = 3 * n / parts;
    float* const rows_of = space.attention[part].data();
    multiply(
        layer, part, attend, [&](std::size_t row) { return rows_of + row * stride; },
        [](std::size_t, float*, std::size_t) {});
    std::size_t begin = 0;
    for (const std::size_t end : passages.ends) {
      kernel.attend(rows_of + begin * stride, stride, end - begin, model.about_.heads / parts, n / model.about_.heads,
                    &space.context[begin * n + part * n / parts], n, space.scratch[part].data());
      begin = end;
    }
  }

  // x += the product, which is put down in the part's half of the rows' own memory first.
  void residual(std::size_t layer, std::size_t part, Product product) {
    float* const to = space.attention[part].data();
    multiply(
        layer, part, product, [&](std::size_t row) { return to + row * (n / parts); },
        [&](std::size_t row, const float* out, std::size_t size) {
          kernel.add(out, size, &space.x[row * n + part * size]);
        });
  }

  void settle(std::size_t layer, std::size_t which, std::size_t row) {
    const Layer& of = model.layers_[layer];
    kernel.normalize(&space.x[row * n], n, model.about_.epsilon, of.gain[which].data(), of.bias[which].data());
    shrink(&space.x[row * n], n, row, space.small);
  }

  void expansion(std::size_t layer, std::size_t part) {
    multiply(
        layer, part, widen, [&](std::size_t row) { return &space.wide[row * w + part * w / parts]; },
        [&](std::size_t, float* out, std::size_t size) { kernel.gelu(out, size); });
  }
};

const Transformer::Bindings& Transformer::bindings(Workspace& space, std::size_t bucket) const {
  if (const auto found = space.bindings.find(bucket); found != space.bindings.end()) return found->second;
  const bool small = arithmetic_ == Arithmetic::int8;
  const std::lock_guard lock(preparing_);
  Bindings made;
  for (std::size_t product = 0; product < product_count; ++product) {
    void* const floats = product == combine  ? space.context.data()
                         : product == narrow ? space.wide.data()
                                             : space.x.data();
    void* const bytes = product == narrow ? space.small_wide.data() : space.small.data();
    for (std::size_t part = 0; part < parts; ++part) {
      auto& binding = made.of[product][part];
      binding = programs_[product].bind(bucket, small ? bytes : floats, space.sums[part].data());
      made.matrices[part].resize(layers_.size());
      for (std::size_t layer = 0; layer < layers_.size(); ++layer)
        made.matrices[part][layer][product] = layers_[layer].matrix[product][part].packed->as(binding.program->matrix);
    }
  }
  return space.bindings.emplace(bucket, std::move(made)).first->second;
}

std::span<const float> Transformer::run(Workspace& space, const Passages& passages) const {
  OneDnn::get().use_one_thread();
  const std::size_t rows = passages.tokens.size();
  check(rows > 0 && rows <= most_rows_ && passages.ends.back() == rows);
  Job job = {.model = *this,
             .space = space,
             .passages = passages,
             .bindings = bindings(space, row_bucket(rows)),
             .rows = rows};
  space.failed = false;
  const std::unique_lock team(team_free_, std::try_to_lock);
  if (team_ && team && team_->is_worthwhile()) {
    const std::function<void(int)> both = [&](int part) {
      for (std::size_t step = 0; step < job.steps(); ++step) {
        job.step(step, static_cast<std::size_t>(part));
        team_->meet();
      }
    };
    team_->run(both);
  } else {
    for (std::size_t step = 0; step < job.steps(); ++step)
      for (std::size_t part = 0; part < parts; ++part) job.step(step, part);
  }
  if (space.failed)
    throw Error(Code::internal, "computing embeddings: oneDNN failed, perhaps for want of memory; try again");
  return {space.x.data(), rows * about_.dimensions};
}

}  // namespace hearth::embed
