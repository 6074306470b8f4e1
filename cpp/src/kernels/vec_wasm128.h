/// \file
/// Vector primitives on WebAssembly's 128-bit SIMD.
#pragma once

#include <wasm_simd128.h>

#include <cstddef>

#include "kmeans/types.h"

namespace kmeans::detail {

struct VecWasm128 {
  static constexpr const char* kName = "wasm128";
  static constexpr std::size_t kWidth = 2;
  using Reg = v128_t;

  static Reg load(const double* p) { return wasm_v128_load(p); }
  static void store(double* p, Reg a) { wasm_v128_store(p, a); }
  static Reg splat(double a) { return wasm_f64x2_splat(a); }
  static Reg load_splat(const double* p) { return wasm_v128_load64_splat(p); }
  static Reg add(Reg a, Reg b) { return wasm_f64x2_add(a, b); }
  static Reg sub(Reg a, Reg b) { return wasm_f64x2_sub(a, b); }
  static Reg mul(Reg a, Reg b) { return wasm_f64x2_mul(a, b); }

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

  static void transpose(Reg (&r)[kWidth]) {
    const Reg low = wasm_i64x2_shuffle(r[0], r[1], 0, 2);
    r[1] = wasm_i64x2_shuffle(r[0], r[1], 1, 3);
    r[0] = low;
  }
};

}  // namespace kmeans::detail
