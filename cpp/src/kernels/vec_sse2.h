/// \file
/// Vector primitives on x86-64's baseline, SSE2.
#pragma once

#include <emmintrin.h>

#include <cstddef>
#include <cstdint>

#include "kmeans/types.h"

namespace kmeans::detail {

struct VecSse2 {
  static constexpr const char* kName = "sse2";
  static constexpr std::size_t kWidth = 2;
  using Reg = __m128d;
  using Pack = VecSse2;
  using Bytes = void;  // SSE2 has no look-up of bytes

  static Reg load(const double* p) { return _mm_loadu_pd(p); }
  static void store(double* p, Reg a) { _mm_storeu_pd(p, a); }
  static Reg splat(double a) { return _mm_set1_pd(a); }
  static Reg load_splat(const double* p) { return _mm_set1_pd(*p); }
  static Reg add(Reg a, Reg b) { return _mm_add_pd(a, b); }
  static Reg sub(Reg a, Reg b) { return _mm_sub_pd(a, b); }
  static Reg mul(Reg a, Reg b) { return _mm_mul_pd(a, b); }

  /// a < b ? a : b, lane by lane.
  static Reg smaller(Reg a, Reg b) { return _mm_min_pd(a, b); }
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

  // ---- float32: screening only, nothing returned is computed with these ----
  static constexpr std::size_t kWidth32 = 4;
  using Reg32 = __m128;
  static Reg32 load32(const float* p) { return _mm_loadu_ps(p); }
  static void store32(float* p, Reg32 a) { _mm_storeu_ps(p, a); }
  static void store_index32(std::int32_t* p, Reg32 a) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm_castps_si128(a));
  }
  static Reg32 splat32(float a) { return _mm_set1_ps(a); }
  static Reg32 load_splat32(const float* p) { return _mm_set1_ps(*p); }
  static Reg32 index_splat32(std::int32_t c) { return _mm_castsi128_ps(_mm_set1_epi32(c)); }
  static Reg32 add32(Reg32 a, Reg32 b) { return _mm_add_ps(a, b); }
  static Reg32 sub32(Reg32 a, Reg32 b) { return _mm_sub_ps(a, b); }
  static Reg32 mul32(Reg32 a, Reg32 b) { return _mm_mul_ps(a, b); }
  static Reg32 min32(Reg32 a, Reg32 b) { return _mm_min_ps(b, a); }
  static Reg32 max32(Reg32 a, Reg32 b) { return _mm_max_ps(b, a); }
  static Reg32 sqrt32(Reg32 a) { return _mm_sqrt_ps(a); }
  /// One bit a lane: a > b, false for NaN.
  static unsigned greater32(Reg32 a, Reg32 b) { return static_cast<unsigned>(_mm_movemask_ps(_mm_cmpgt_ps(a, b))); }
  /// The two least scores and the index of the least.
  static void keep_two32(Reg32& best, Reg32& second, Reg32& index, Reg32 s, Reg32 c) {
    const Reg32 nearer = _mm_cmplt_ps(s, best);
    second = _mm_min_ps(_mm_max_ps(s, best), second);
    best = _mm_min_ps(s, best);
    index = _mm_or_ps(_mm_and_ps(nearer, c), _mm_andnot_ps(nearer, index));
  }
  /// kWidth32 doubles less a centre, rounded to float32.
  static Reg32 narrow(const double* x, const double* centre) {
    const __m128 low = _mm_cvtpd_ps(_mm_sub_pd(_mm_loadu_pd(x), _mm_loadu_pd(centre)));
    const __m128 high = _mm_cvtpd_ps(_mm_sub_pd(_mm_loadu_pd(x + 2), _mm_loadu_pd(centre + 2)));
    return _mm_movelh_ps(low, high);
  }
  /// The two features of kWidth32 rows of d = 2, less a centre: the first of all rows, and the second.
  static void narrow_pairs(const double* const* rows, const double* centre, Reg32& first, Reg32& second) {
    const __m128d middle = _mm_loadu_pd(centre);
    const auto pair = [&](std::size_t i) { return _mm_cvtpd_ps(_mm_sub_pd(_mm_loadu_pd(rows[i]), middle)); };
    const __m128 low = _mm_movelh_ps(pair(0), pair(1));
    const __m128 high = _mm_movelh_ps(pair(2), pair(3));
    first = _mm_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0));
    second = _mm_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1));
  }
  static void transpose32(Reg32 (&r)[kWidth32]) { _MM_TRANSPOSE4_PS(r[0], r[1], r[2], r[3]); }

  static void transpose(Reg (&r)[kWidth]) {
    const Reg low = _mm_unpacklo_pd(r[0], r[1]);
    r[1] = _mm_unpackhi_pd(r[0], r[1]);
    r[0] = low;
  }
};

}  // namespace kmeans::detail
