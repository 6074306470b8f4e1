/// \file
/// Vector primitives on WebAssembly's 128-bit SIMD.
#pragma once

#include <wasm_simd128.h>

#include <cstddef>
#include <cstdint>

#include "kmeans/types.h"

namespace kmeans::detail {

/// Byte operations for collect.h.
struct BytesWasm128 {
  using Reg = v128_t;
  static Reg load(const std::uint8_t* p) { return wasm_v128_load(p); }
  static Reg splat(std::uint8_t a) { return wasm_u8x16_splat(a); }
  static Reg sub(Reg a, Reg b) { return wasm_i8x16_sub(a, b); }
  static Reg either(Reg a, Reg b) { return wasm_v128_or(a, b); }
  /// table[index], or 0 where the index is above 15.
  static Reg look_up(Reg table, Reg index) { return wasm_i8x16_swizzle(table, index); }
  /// One bit a row: its number is greater than the one whose bytes are given plane by plane.
  static unsigned greater(const float* a, const Reg (&plane)[4]) {
    const auto low_bytes = [](Reg x, Reg y) {
      return wasm_i8x16_shuffle(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    };
    const auto high_bytes = [](Reg x, Reg y) {
      return wasm_i8x16_shuffle(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    };
    const auto low_words = [](Reg x, Reg y) { return wasm_i16x8_shuffle(x, y, 0, 8, 1, 9, 2, 10, 3, 11); };
    const auto high_words = [](Reg x, Reg y) { return wasm_i16x8_shuffle(x, y, 4, 12, 5, 13, 6, 14, 7, 15); };
    const Reg low[2] = {low_bytes(plane[0], plane[1]), high_bytes(plane[0], plane[1])};
    const Reg high[2] = {low_bytes(plane[2], plane[3]), high_bytes(plane[2], plane[3])};
    Reg words[2];
    for (int half = 0; half < 2; ++half) {
      const Reg first = wasm_f32x4_gt(wasm_v128_load(a + 8 * half), low_words(low[half], high[half]));
      const Reg second = wasm_f32x4_gt(wasm_v128_load(a + 8 * half + 4), high_words(low[half], high[half]));
      words[half] = wasm_i16x8_narrow_i32x4(first, second);
    }
    return static_cast<unsigned>(wasm_i8x16_bitmask(wasm_i8x16_narrow_i16x8(words[0], words[1])));
  }
};

struct VecWasm128 {
  static constexpr const char* kName = "wasm128";
  static constexpr std::size_t kWidth = 2;
  using Reg = v128_t;
  using Pack = VecWasm128;
  using Bytes = BytesWasm128;

  static Reg load(const double* p) { return wasm_v128_load(p); }
  static void store(double* p, Reg a) { wasm_v128_store(p, a); }
  static Reg splat(double a) { return wasm_f64x2_splat(a); }
  static Reg load_splat(const double* p) { return wasm_v128_load64_splat(p); }
  static Reg add(Reg a, Reg b) { return wasm_f64x2_add(a, b); }
  static Reg sub(Reg a, Reg b) { return wasm_f64x2_sub(a, b); }
  static Reg mul(Reg a, Reg b) { return wasm_f64x2_mul(a, b); }

  /// a < b ? a : b, lane by lane.
  static Reg smaller(Reg a, Reg b) { return wasm_f64x2_pmin(b, a); }
  /// best = min(best, s), index = s < best ? c : index. A NaN never wins. `c` must not decrease from call to call,
  /// which lets an integer maximum stand in for a select.
  static void keep_nearer(Reg& best, Reg& index, Reg s, Reg c) {
    const Reg nearer = wasm_f64x2_lt(s, best);
    best = wasm_f64x2_pmin(best, s);
    index = wasm_i32x4_max(index, wasm_v128_and(nearer, c));
  }
  static Reg index_splat(std::size_t c) { return wasm_i32x4_splat(static_cast<int>(c)); }
  /// Stores the indices of two registers as 2 x kWidth labels.
  static void store_labels(Label* p, Reg a, Reg b) { wasm_v128_store(p, wasm_i32x4_shuffle(a, b, 0, 2, 4, 6)); }

  // ---- float32: screening only, nothing returned is computed with these ----
  static constexpr std::size_t kWidth32 = 4;
  using Reg32 = v128_t;
  static Reg32 load32(const float* p) { return wasm_v128_load(p); }
  static void store32(float* p, Reg32 a) { wasm_v128_store(p, a); }
  static void store_index32(std::int32_t* p, Reg32 a) { wasm_v128_store(p, a); }
  static Reg32 splat32(float a) { return wasm_f32x4_splat(a); }
  static Reg32 load_splat32(const float* p) { return wasm_v128_load32_splat(p); }
  static Reg32 index_splat32(std::int32_t c) { return wasm_i32x4_splat(c); }
  static Reg32 add32(Reg32 a, Reg32 b) { return wasm_f32x4_add(a, b); }
  static Reg32 sub32(Reg32 a, Reg32 b) { return wasm_f32x4_sub(a, b); }
  static Reg32 mul32(Reg32 a, Reg32 b) { return wasm_f32x4_mul(a, b); }
  static Reg32 min32(Reg32 a, Reg32 b) { return wasm_f32x4_pmin(a, b); }
  static Reg32 max32(Reg32 a, Reg32 b) { return wasm_f32x4_pmax(a, b); }
  static Reg32 sqrt32(Reg32 a) { return wasm_f32x4_sqrt(a); }
  /// One bit a lane: a > b, false for NaN.
  static unsigned greater32(Reg32 a, Reg32 b) { return static_cast<unsigned>(wasm_i32x4_bitmask(wasm_f32x4_gt(a, b))); }
  /// The two least scores and the index of the least; `c` must not decrease from call to call.
  static void keep_two32(Reg32& best, Reg32& second, Reg32& index, Reg32 s, Reg32 c) {
    const Reg32 nearer = wasm_f32x4_lt(s, best);
    second = wasm_f32x4_pmin(second, wasm_f32x4_pmax(best, s));
    best = wasm_f32x4_pmin(best, s);
    index = wasm_i32x4_max(index, wasm_v128_and(nearer, c));
  }
  /// kWidth32 doubles less a centre, rounded to float32.
  static Reg32 narrow(const double* x, const double* centre) {
    const Reg low = wasm_f32x4_demote_f64x2_zero(wasm_f64x2_sub(wasm_v128_load(x), wasm_v128_load(centre)));
    const Reg high = wasm_f32x4_demote_f64x2_zero(wasm_f64x2_sub(wasm_v128_load(x + 2), wasm_v128_load(centre + 2)));
    return wasm_i64x2_shuffle(low, high, 0, 2);
  }
  /// The two features of kWidth32 rows of d = 2, less a centre: the first of all rows, and the second.
  static void narrow_pairs(const double* const* rows, const double* centre, Reg32& first, Reg32& second) {
    const Reg middle = wasm_v128_load(centre);
    const auto pair = [&](std::size_t i) {
      return wasm_f32x4_demote_f64x2_zero(wasm_f64x2_sub(wasm_v128_load(rows[i]), middle));
    };
    const Reg32 low = wasm_i64x2_shuffle(pair(0), pair(1), 0, 2);
    const Reg32 high = wasm_i64x2_shuffle(pair(2), pair(3), 0, 2);
    first = wasm_i32x4_shuffle(low, high, 0, 2, 4, 6);
    second = wasm_i32x4_shuffle(low, high, 1, 3, 5, 7);
  }
  static void transpose32(Reg32 (&r)[kWidth32]) {
    const Reg32 a = wasm_i32x4_shuffle(r[0], r[1], 0, 4, 1, 5);
    const Reg32 b = wasm_i32x4_shuffle(r[2], r[3], 0, 4, 1, 5);
    const Reg32 c = wasm_i32x4_shuffle(r[0], r[1], 2, 6, 3, 7);
    const Reg32 e = wasm_i32x4_shuffle(r[2], r[3], 2, 6, 3, 7);
    r[0] = wasm_i64x2_shuffle(a, b, 0, 2);
    r[1] = wasm_i64x2_shuffle(a, b, 1, 3);
    r[2] = wasm_i64x2_shuffle(c, e, 0, 2);
    r[3] = wasm_i64x2_shuffle(c, e, 1, 3);
  }

  static void transpose(Reg (&r)[kWidth]) {
    const Reg low = wasm_i64x2_shuffle(r[0], r[1], 0, 2);
    r[1] = wasm_i64x2_shuffle(r[0], r[1], 1, 3);
    r[0] = low;
  }
};

}  // namespace kmeans::detail
