/// \file
/// Vector primitives on x86-64's baseline, SSE2.
#pragma once

#include <emmintrin.h>

#include <cstddef>

#include "kmeans/types.h"

namespace kmeans::detail {

struct VecSse2 {
  static constexpr const char* kName = "sse2";
  static constexpr std::size_t kWidth = 2;
  using Reg = __m128d;

  static Reg load(const double* p) { return _mm_loadu_pd(p); }
  static void store(double* p, Reg a) { _mm_storeu_pd(p, a); }
  static Reg splat(double a) { return _mm_set1_pd(a); }
  static Reg load_splat(const double* p) { return _mm_set1_pd(*p); }
  static Reg add(Reg a, Reg b) { return _mm_add_pd(a, b); }
  static Reg sub(Reg a, Reg b) { return _mm_sub_pd(a, b); }
  static Reg mul(Reg a, Reg b) { return _mm_mul_pd(a, b); }

  /// best = min(best, s), index = s < best ? c : index. A NaN never wins.
  static void keep_nearer(Reg& best, Reg& index, Reg s, Reg c) {
    const Reg nearer = _mm_cmplt_pd(s, best);
    best = _mm_min_pd(s, best);  // the second operand when either is NaN
    index = _mm_or_pd(_mm_and_pd(nearer, c), _mm_andnot_pd(nearer, index));
  }
  static Reg index_splat(std::size_t c) { return _mm_castsi128_pd(_mm_set1_epi32(static_cast<int>(c))); }
  /// Stores the indices of two registers as 2 x kWidth labels.
  static void store_labels(Label* p, Reg a, Reg b) {
    const __m128 even = _mm_shuffle_ps(_mm_castpd_ps(a), _mm_castpd_ps(b), _MM_SHUFFLE(2, 0, 2, 0));
    _mm_storeu_ps(reinterpret_cast<float*>(p), even);
  }

  static void transpose(Reg (&r)[kWidth]) {
    const Reg low = _mm_unpacklo_pd(r[0], r[1]);
    r[1] = _mm_unpackhi_pd(r[0], r[1]);
    r[0] = low;
  }
};

}  // namespace kmeans::detail
