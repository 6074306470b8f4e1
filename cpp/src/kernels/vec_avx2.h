/// \file
/// Vector primitives on x86-64 with AVX2. No fused multiply-add: it would round once where the contract rounds twice.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "kmeans/types.h"

namespace kmeans::detail {

/// Byte operations for collect.h.
struct BytesAvx2 {
  using Reg = __m128i;
  static Reg load(const std::uint8_t* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
  static Reg splat(std::uint8_t a) { return _mm_set1_epi8(static_cast<char>(a)); }
  static Reg sub(Reg a, Reg b) { return _mm_sub_epi8(a, b); }
  static Reg either(Reg a, Reg b) { return _mm_or_si128(a, b); }
  /// table[index], or 0 where the index is above 15: the addition saturates into the bit that says so.
  static Reg look_up(Reg table, Reg index) { return _mm_shuffle_epi8(table, _mm_adds_epu8(index, splat(0x70))); }
  /// One bit a row: its number is greater than the one whose bytes are given plane by plane.
  static unsigned greater(const float* a, const Reg (&plane)[4]) {
    const Reg low[2] = {_mm_unpacklo_epi8(plane[0], plane[1]), _mm_unpackhi_epi8(plane[0], plane[1])};
    const Reg high[2] = {_mm_unpacklo_epi8(plane[2], plane[3]), _mm_unpackhi_epi8(plane[2], plane[3])};
    unsigned bits = 0;
    for (unsigned half = 0; half < 2; ++half) {
      const __m128 first = _mm_castsi128_ps(_mm_unpacklo_epi16(low[half], high[half]));
      const __m128 second = _mm_castsi128_ps(_mm_unpackhi_epi16(low[half], high[half]));
      const __m256 b = _mm256_set_m128(second, first);
      const __m256 greater = _mm256_cmp_ps(_mm256_loadu_ps(a + 8 * half), b, _CMP_GT_OQ);
      bits |= static_cast<unsigned>(_mm256_movemask_ps(greater)) << (8 * half);
    }
    return bits;
  }
};

struct VecAvx2 {
  static constexpr const char* kName = "avx2";
  static constexpr std::size_t kWidth = 4;
  using Reg = __m256d;
  using Pack = VecAvx2;
  using Bytes = BytesAvx2;

  static Reg load(const double* p) { return _mm256_loadu_pd(p); }
  static void store(double* p, Reg a) { _mm256_storeu_pd(p, a); }
  static Reg splat(double a) { return _mm256_set1_pd(a); }
  static Reg load_splat(const double* p) { return _mm256_broadcast_sd(p); }
  static Reg add(Reg a, Reg b) { return _mm256_add_pd(a, b); }
  static Reg sub(Reg a, Reg b) { return _mm256_sub_pd(a, b); }
  static Reg mul(Reg a, Reg b) { return _mm256_mul_pd(a, b); }

  /// a < b ? a : b, lane by lane.
  static Reg smaller(Reg a, Reg b) { return _mm256_min_pd(a, b); }
  /// best = min(best, s), index = s < best ? c : index. A NaN never wins.
  static void keep_nearer(Reg& best, Reg& index, Reg s, Reg c) {
    index = _mm256_blendv_pd(index, c, _mm256_cmp_pd(s, best, _CMP_LT_OQ));
    best = _mm256_min_pd(s, best);  // the second operand when either is NaN
  }
  static Reg index_splat(std::size_t c) { return _mm256_castsi256_pd(_mm256_set1_epi32(static_cast<int>(c))); }
  /// Stores the indices of two registers as 2 x kWidth labels.
  static void store_labels(Label* p, Reg a, Reg b) {
    const __m256 even = _mm256_shuffle_ps(_mm256_castpd_ps(a), _mm256_castpd_ps(b), _MM_SHUFFLE(2, 0, 2, 0));
    const __m256i ordered = _mm256_permute4x64_epi64(_mm256_castps_si256(even), _MM_SHUFFLE(3, 1, 2, 0));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), ordered);
  }
  static void transpose(Reg (&r)[kWidth]) {
    const Reg a = _mm256_unpacklo_pd(r[0], r[1]);
    const Reg b = _mm256_unpackhi_pd(r[0], r[1]);
    const Reg c = _mm256_unpacklo_pd(r[2], r[3]);
    const Reg d = _mm256_unpackhi_pd(r[2], r[3]);
    r[0] = _mm256_permute2f128_pd(a, c, 0x20);
    r[1] = _mm256_permute2f128_pd(b, d, 0x20);
    r[2] = _mm256_permute2f128_pd(a, c, 0x31);
    r[3] = _mm256_permute2f128_pd(b, d, 0x31);
  }

  // ---- float32: screening only, nothing returned is computed with these ----
  static constexpr std::size_t kWidth32 = 8;
  using Reg32 = __m256;
  static Reg32 load32(const float* p) { return _mm256_loadu_ps(p); }
  static void store32(float* p, Reg32 a) { _mm256_storeu_ps(p, a); }
  static void store_index32(std::int32_t* p, Reg32 a) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm256_castps_si256(a));
  }
  static Reg32 splat32(float a) { return _mm256_set1_ps(a); }
  static Reg32 load_splat32(const float* p) { return _mm256_broadcast_ss(p); }
  static Reg32 index_splat32(std::int32_t c) { return _mm256_castsi256_ps(_mm256_set1_epi32(c)); }
  static Reg32 add32(Reg32 a, Reg32 b) { return _mm256_add_ps(a, b); }
  static Reg32 sub32(Reg32 a, Reg32 b) { return _mm256_sub_ps(a, b); }
  static Reg32 mul32(Reg32 a, Reg32 b) { return _mm256_mul_ps(a, b); }
  static Reg32 min32(Reg32 a, Reg32 b) { return _mm256_min_ps(b, a); }
  static Reg32 max32(Reg32 a, Reg32 b) { return _mm256_max_ps(b, a); }
  static Reg32 sqrt32(Reg32 a) { return _mm256_sqrt_ps(a); }
  /// One bit a lane: a > b, false for NaN.
  static unsigned greater32(Reg32 a, Reg32 b) {
    return static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_GT_OQ)));
  }
  /// The two least scores and the index of the least.
  static void keep_two32(Reg32& best, Reg32& second, Reg32& index, Reg32 s, Reg32 c) {
    index = _mm256_blendv_ps(index, c, _mm256_cmp_ps(s, best, _CMP_LT_OQ));
    second = _mm256_min_ps(_mm256_max_ps(s, best), second);
    best = _mm256_min_ps(s, best);
  }
  /// kWidth32 doubles less a centre, rounded to float32.
  static Reg32 narrow(const double* x, const double* centre) {
    const __m128 low = _mm256_cvtpd_ps(_mm256_sub_pd(_mm256_loadu_pd(x), _mm256_loadu_pd(centre)));
    const __m128 high = _mm256_cvtpd_ps(_mm256_sub_pd(_mm256_loadu_pd(x + 4), _mm256_loadu_pd(centre + 4)));
    return _mm256_set_m128(high, low);
  }
  /// The two features of kWidth32 rows of d = 2, less a centre: the first of all rows, and the second.
  static void narrow_pairs(const double* const* rows, const double* centre, Reg32& first, Reg32& second) {
    const __m128d middle = _mm_loadu_pd(centre);
    const auto four = [&](std::size_t i) {
      const auto pair = [&](std::size_t r) { return _mm_cvtpd_ps(_mm_sub_pd(_mm_loadu_pd(rows[r]), middle)); };
      return _mm256_set_m128(_mm_movelh_ps(pair(i + 4), pair(i + 5)), _mm_movelh_ps(pair(i), pair(i + 1)));
    };
    const __m256 low = four(0);
    const __m256 high = four(2);
    first = _mm256_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0));
    second = _mm256_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1));
  }
  static void transpose32(Reg32 (&r)[kWidth32]) {
    Reg32 t[kWidth32];
    for (std::size_t i = 0; i < kWidth32; i += 4) {
      const Reg32 a = _mm256_unpacklo_ps(r[i], r[i + 1]);
      const Reg32 b = _mm256_unpackhi_ps(r[i], r[i + 1]);
      const Reg32 c = _mm256_unpacklo_ps(r[i + 2], r[i + 3]);
      const Reg32 d = _mm256_unpackhi_ps(r[i + 2], r[i + 3]);
      t[i] = _mm256_shuffle_ps(a, c, _MM_SHUFFLE(1, 0, 1, 0));
      t[i + 1] = _mm256_shuffle_ps(a, c, _MM_SHUFFLE(3, 2, 3, 2));
      t[i + 2] = _mm256_shuffle_ps(b, d, _MM_SHUFFLE(1, 0, 1, 0));
      t[i + 3] = _mm256_shuffle_ps(b, d, _MM_SHUFFLE(3, 2, 3, 2));
    }
    for (std::size_t i = 0; i < 4; ++i) {
      r[i] = _mm256_permute2f128_ps(t[i], t[i + 4], 0x20);
      r[i + 4] = _mm256_permute2f128_ps(t[i], t[i + 4], 0x31);
    }
  }
};

}  // namespace kmeans::detail
