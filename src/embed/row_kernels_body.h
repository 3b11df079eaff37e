// The text of every row_kernels_*.cc; only the instructions it is compiled to differ. Everything is local to the file
// that includes it and nothing of the standard library is called: a function shared with the rest of the program might
// be kept in the form that an older processor cannot run.
#pragma once

#include "embed/row_kernels.h"

namespace hearth::embed {
namespace {

constexpr std::size_t lanes = 16;
using Floats = float __attribute__((vector_size(lanes * sizeof(float)), aligned(4), may_alias));
using Ints = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t)), aligned(4)));

#define HEARTH_INLINE inline __attribute__((always_inline))

HEARTH_INLINE Floats& at(float* from) {
  return *reinterpret_cast<Floats*>(from);
}
HEARTH_INLINE const Floats& at(const float* from) {
  return *reinterpret_cast<const Floats*>(from);
}

template <class F>
HEARTH_INLINE void in_lanes(std::size_t size, F&& f) {
  for (std::size_t i = 0; i < size; i += lanes) f(i);
}

HEARTH_INLINE float largest(float a, float b) {
  return a > b ? a : b;
}

HEARTH_INLINE float sum_of(const Floats& values) {
  float sum = 0;
  for (std::size_t i = 0; i < lanes; ++i) sum += values[i];
  return sum;
}

// e^x within 2 units of the last place, for x up to 88: 2^n e^r with |r| <= ln(2) / 2.
HEARTH_INLINE void exponential(Floats& x) {
  x = x < -87.0F ? Floats{} - 87.0F : x;
  const Floats shifter = Floats{} + 12582912.0F;  // 1.5 * 2^23: what is added to it is rounded to a whole number
  const Floats whole = (x * 1.44269504F + shifter) - shifter;
  const Floats r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
  Floats p = Floats{} + 1.0F / 5040;
  p = p * r + 1.0F / 720;
  p = p * r + 1.0F / 120;
  p = p * r + 1.0F / 24;
  p = p * r + 1.0F / 6;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const Ints power = (__builtin_convertvector(whole, Ints) + 127) << 23;
  x = p * (Floats)power;  // the bits, as they are
}

RowScale quantize(const float* row, std::size_t size, float top, std::uint8_t* out) {
  Floats low = {};
  Floats high = {};
  // Zero is always within the range, so that it is kept exactly.
  in_lanes(size, [&](std::size_t i) {
    low = at(row + i) < low ? at(row + i) : low;
    high = at(row + i) > high ? at(row + i) : high;
  });
  float least = 0;
  float most = 0;
  for (std::size_t i = 0; i < lanes; ++i) {
    least = low[i] < least ? low[i] : least;
    most = largest(most, high[i]);
  }
  const float range = most - least;
  if (!(range > 0)) {
    for (std::size_t i = 0; i < size; ++i) out[i] = 0;
    return {};
  }
  const float scale = range / top;
  const float inverse = top / range;
  const std::int32_t zero = static_cast<std::int32_t>(-least * inverse + 0.5F);
  const float shift = static_cast<float>(zero) + 0.5F;
  for (std::size_t i = 0; i < size; ++i) {
    float value = row[i] * inverse + shift;
    value = value < 0 ? 0 : value;
    value = value > top ? top : value;
    out[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(value));
  }
  return {.scale = scale, .zero = zero};
}

void dequantize(const std::int32_t* sums, std::size_t size, RowScale scale, const float* weight_scales,
                const std::int32_t* weight_sums, const float* bias, float* out) {
  for (std::size_t i = 0; i < size; ++i)
    out[i] = static_cast<float>(sums[i] - scale.zero * weight_sums[i]) * (scale.scale * weight_scales[i]) + bias[i];
}

void add(const float* other, std::size_t size, float* row) {
  for (std::size_t i = 0; i < size; ++i) row[i] += other[i];
}

// x/2 (1 + erf(x / sqrt 2)); erf by formula 7.1.26 of Abramowitz and Stegun, within 1.5e-7.
void gelu(float* row, std::size_t size) {
  in_lanes(size, [&](std::size_t i) {
    const Floats x = at(row + i);
    const Floats z = (x < 0.0F ? -x : x) * 0.70710678F;
    const Floats t = 1.0F / (1.0F + 0.3275911F * z);
    Floats p = Floats{} + 1.061405429F;
    p = p * t - 1.453152027F;
    p = p * t + 1.421413741F;
    p = p * t - 0.284496736F;
    p = p * t + 0.254829592F;
    Floats e = -z * z;
    exponential(e);
    const Floats tail = p * t * e;  // 1 - erf(|x| / sqrt 2)
    at(row + i) = 0.5F * x * (x < 0.0F ? tail : 2.0F - tail);
  });
}

void normalize(float* row, std::size_t size, float epsilon, const float* gain, const float* bias) {
  Floats total = {};
  in_lanes(size, [&](std::size_t i) { total += at(row + i); });
  const float mean = sum_of(total) / static_cast<float>(size);
  Floats squares = {};
  in_lanes(size, [&](std::size_t i) {
    const Floats off = at(row + i) - mean;
    squares += off * off;
  });
  const float factor = 1.0F / __builtin_sqrtf(sum_of(squares) / static_cast<float>(size) + epsilon);
  in_lanes(size, [&](std::size_t i) { at(row + i) = (at(row + i) - mean) * factor * at(gain + i) + at(bias + i); });
}

void add_int8(const std::int8_t* row, std::size_t size, float scale, float* out) {
  for (std::size_t i = 0; i < size; ++i) out[i] += static_cast<float>(row[i]) * scale;
}

// The scores of one query row against all keys, 16 keys at a time; keys: transposed, one row per number of a head.
HEARTH_INLINE void score(const float* query, const float* keys, std::size_t padded, std::size_t size, float factor,
                         float* scores) {
  for (std::size_t j = 0; j < padded; j += lanes) {
    Floats even = {};
    Floats odd = {};
    for (std::size_t d = 0; d < size; d += 2) {
      even += query[d] * at(keys + d * padded + j);
      odd += query[d + 1] * at(keys + (d + 1) * padded + j);
    }
    at(scores + j) = (even + odd) * factor;
  }
}

// Scores become weights that add up to 1.
HEARTH_INLINE void soften(float* scores, std::size_t tokens, std::size_t padded) {
  for (std::size_t j = tokens; j < padded; ++j) scores[j] = -1e30F;
  Floats high = at(scores);
  in_lanes(padded, [&](std::size_t j) { high = at(scores + j) > high ? at(scores + j) : high; });
  float most = high[0];
  for (std::size_t i = 1; i < lanes; ++i) most = largest(most, high[i]);
  Floats total = {};
  in_lanes(padded, [&](std::size_t j) {
    Floats e = at(scores + j) - most;
    exponential(e);
    at(scores + j) = e;
    total += e;
  });
  // The padding's share, e^-87 each, is nothing.
  const float factor = 1.0F / sum_of(total);
  in_lanes(padded, [&](std::size_t j) { at(scores + j) *= factor; });
}

void attend(const float* rows, std::size_t row_stride, std::size_t tokens, std::size_t heads, std::size_t size,
            float* out, std::size_t out_stride, float* scratch) {
  const std::size_t padded = (tokens + lanes - 1) / lanes * lanes;
  const float factor = 1.0F / __builtin_sqrtf(static_cast<float>(size));
  float* const scores = scratch;
  float* const keys = scratch + padded;
  for (std::size_t head = 0; head < heads; ++head) {
    const float* const query = rows + head * size;
    const float* const key = query + heads * size;
    const float* const value = key + heads * size;
    for (std::size_t d = 0; d < size; ++d) {
      for (std::size_t t = 0; t < tokens; ++t) keys[d * padded + t] = key[t * row_stride + d];
      for (std::size_t t = tokens; t < padded; ++t) keys[d * padded + t] = 0;
    }
    for (std::size_t t = 0; t < tokens; ++t) {
      score(query + t * row_stride, keys, padded, size, factor, scores);
      soften(scores, tokens, padded);
      for (std::size_t d = 0; d < size; d += lanes) {
        Floats even = {};
        Floats odd = {};
        const float* from = value + d;
        std::size_t j = 0;
        for (; j + 1 < tokens; j += 2, from += 2 * row_stride) {
          even += scores[j] * at(from);
          odd += scores[j + 1] * at(from + row_stride);
        }
        if (j < tokens) even += scores[j] * at(from);
        at(out + t * out_stride + head * size + d) = even + odd;
      }
    }
  }
}

constexpr RowKernels kernels = {.quantize = quantize,
                                .dequantize = dequantize,
                                .add = add,
                                .gelu = gelu,
                                .normalize = normalize,
                                .add_int8 = add_int8,
                                .attend = attend};

#undef HEARTH_INLINE

}  // namespace
}  // namespace hearth::embed
