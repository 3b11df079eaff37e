#include "search/vector_kernels.h"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hearth::search {

namespace {

std::int32_t plain_dot(const std::uint8_t* row, const std::int8_t* query, std::size_t stride) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < stride; ++i) sum += row[i] * query[i];
  return sum;
}

void plain_distances(const std::uint64_t* signs, const std::uint64_t* query, std::size_t words, std::uint64_t* eight) {
  for (std::size_t i = 0; i < 8; ++i) eight[i] = 0;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < 8; ++i)
      eight[i] += static_cast<std::uint64_t>(std::popcount(signs[w * 8 + i] ^ query[w]));
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) std::int32_t avx2_dot(const std::uint8_t* row, const std::int8_t* query,
                                                      std::size_t stride) {
  __m256i sum = _mm256_setzero_si256();
  for (std::size_t i = 0; i < stride; i += 16) {
    // Products of bytes would overflow the 16 bits that the byte instruction adds in.
    const __m256i a = _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row + i)));
    const __m256i b = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(query + i)));
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
  }
  __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
  return _mm_cvtsi128_si32(half);
}

__attribute__((target("popcnt"))) void popcnt_distances(const std::uint64_t* signs, const std::uint64_t* query,
                                                        std::size_t words, std::uint64_t* eight) {
  for (std::size_t i = 0; i < 8; ++i) eight[i] = 0;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < 8; ++i) {
      eight[i] += static_cast<std::uint64_t>(__builtin_popcountll(signs[w * 8 + i] ^ query[w]));
    }
  }
}

__attribute__((target("avx512f,avx512bw,avx512vnni"))) std::int32_t avx512_dot(const std::uint8_t* row,
                                                                               const std::int8_t* query,
                                                                               std::size_t stride) {
  __m512i sum = _mm512_setzero_si512();
  for (std::size_t i = 0; i < stride; i += 64) {
    sum = _mm512_dpbusd_epi32(sum, _mm512_loadu_si512(row + i), _mm512_loadu_si512(query + i));
  }
  alignas(64) std::int32_t lanes[16];
  _mm512_store_si512(lanes, sum);
  std::int32_t total = 0;
  for (const std::int32_t lane : lanes) total += lane;
  return total;
}

__attribute__((target("avx512f,avx512vpopcntdq"))) void avx512_distances(const std::uint64_t* signs,
                                                                         const std::uint64_t* query, std::size_t words,
                                                                         std::uint64_t* eight) {
  __m512i sum = _mm512_setzero_si512();
  for (std::size_t w = 0; w < words; ++w) {
    const __m512i differing =
        _mm512_xor_si512(_mm512_loadu_si512(signs + w * 8), _mm512_set1_epi64(static_cast<long long>(query[w])));
    sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(differing));
  }
  _mm512_storeu_si512(eight, sum);
}

#endif

constexpr VectorKernels plain = {.name = "plain", .dot = plain_dot, .distances = plain_distances};

VectorKernels choose() {
  VectorKernels chosen = plain;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) chosen.distances = popcnt_distances;
  if (__builtin_cpu_supports("avx2")) {
    chosen.name = "AVX2";
    chosen.dot = avx2_dot;
  }
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni")) {
    chosen.name = "AVX-512 VNNI";
    chosen.dot = avx512_dot;
  }
  if (__builtin_cpu_supports("avx512vpopcntdq")) chosen.distances = avx512_distances;
#endif
  return chosen;
}

}  // namespace

const VectorKernels& plain_kernels() {
  return plain;
}

const VectorKernels& vector_kernels() {
  static const VectorKernels chosen = choose();
  return chosen;
}

}  // namespace hearth::search
