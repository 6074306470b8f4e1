/// \file
/// Vector primitives on x86-64 with AVX-512F. No fused multiply-add, as everywhere.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "vec_avx2.h"

namespace kmeans::detail {

struct VecAvx512 {
  static constexpr const char* kName = "avx512";
  static constexpr std::size_t kWidth = 8;
  using Reg = __m512d;
  /// Rows are transposed in AVX2's tiles: larger ones cost more shuffles than they save.
  using Pack = VecAvx2;

  static Reg load(const double* p) { return _mm512_loadu_pd(p); }
  static void store(double* p, Reg a) { _mm512_storeu_pd(p, a); }
  static Reg splat(double a) { return _mm512_set1_pd(a); }
  static Reg load_splat(const double* p) { return _mm512_set1_pd(*p); }
  static Reg add(Reg a, Reg b) { return _mm512_add_pd(a, b); }
  static Reg sub(Reg a, Reg b) { return _mm512_sub_pd(a, b); }
  static Reg mul(Reg a, Reg b) { return _mm512_mul_pd(a, b); }

  /// a < b ? a : b, lane by lane.
  static Reg smaller(Reg a, Reg b) { return _mm512_min_pd(a, b); }
  /// best = min(best, s), index = s < best ? c : index. A NaN never wins.
  static void keep_nearer(Reg& best, Reg& index, Reg s, Reg c) {
    const __mmask8 nearer = _mm512_cmp_pd_mask(s, best, _CMP_LT_OQ);
    index = _mm512_mask_mov_pd(index, nearer, c);
    best = _mm512_mask_mov_pd(best, nearer, s);
  }
  static Reg index_splat(std::size_t c) { return _mm512_castsi512_pd(_mm512_set1_epi64(static_cast<std::int64_t>(c))); }
  /// Stores the indices of two registers as 2 x kWidth labels.
  static void store_labels(Label* p, Reg a, Reg b) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtepi64_epi32(_mm512_castpd_si512(a)));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p + kWidth), _mm512_cvtepi64_epi32(_mm512_castpd_si512(b)));
  }

  // ---- float32: screening only, nothing returned is computed with these ----
  static constexpr std::size_t kWidth32 = 16;
  using Reg32 = __m512;
  static Reg32 load32(const float* p) { return _mm512_loadu_ps(p); }
  static void store32(float* p, Reg32 a) { _mm512_storeu_ps(p, a); }
  static void store_index32(std::int32_t* p, Reg32 a) { _mm512_storeu_si512(p, _mm512_castps_si512(a)); }
  static Reg32 splat32(float a) { return _mm512_set1_ps(a); }
  static Reg32 load_splat32(const float* p) { return _mm512_set1_ps(*p); }
  static Reg32 index_splat32(std::int32_t c) { return _mm512_castsi512_ps(_mm512_set1_epi32(c)); }
  static Reg32 add32(Reg32 a, Reg32 b) { return _mm512_add_ps(a, b); }
  static Reg32 sub32(Reg32 a, Reg32 b) { return _mm512_sub_ps(a, b); }
  static Reg32 mul32(Reg32 a, Reg32 b) { return _mm512_mul_ps(a, b); }
  static Reg32 min32(Reg32 a, Reg32 b) { return _mm512_min_ps(b, a); }
  static Reg32 max32(Reg32 a, Reg32 b) { return _mm512_max_ps(b, a); }
  static Reg32 sqrt32(Reg32 a) { return _mm512_sqrt_ps(a); }
  /// One bit a lane: a > b, false for NaN.
  static unsigned greater32(Reg32 a, Reg32 b) { return _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ); }
  /// The two least scores and the index of the least.
  static void keep_two32(Reg32& best, Reg32& second, Reg32& index, Reg32 s, Reg32 c) {
    const __mmask16 nearer = _mm512_cmp_ps_mask(s, best, _CMP_LT_OQ);
    index = _mm512_mask_mov_ps(index, nearer, c);
    second = _mm512_min_ps(_mm512_max_ps(s, best), second);
    best = _mm512_min_ps(s, best);
  }
};

}  // namespace kmeans::detail
