/// \file
/// Vector primitives of width one, for screening where there are no vectors.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kmeans::detail {

struct VecScalar {
  using Pack = VecScalar;
  static constexpr std::size_t kWidth32 = 1;
  /// A float, or the bits of an index.
  using Reg32 = float;
  static Reg32 load32(const float* p) { return *p; }
  static void store32(float* p, Reg32 a) { *p = a; }
  static void store_index32(std::int32_t* p, Reg32 a) { std::memcpy(p, &a, sizeof a); }
  static Reg32 splat32(float a) { return a; }
  static Reg32 load_splat32(const float* p) { return *p; }
  static Reg32 index_splat32(std::int32_t c) {
    Reg32 bits;
    std::memcpy(&bits, &c, sizeof c);
    return bits;
  }
  static Reg32 add32(Reg32 a, Reg32 b) { return a + b; }
  static Reg32 sub32(Reg32 a, Reg32 b) { return a - b; }
  static Reg32 mul32(Reg32 a, Reg32 b) { return a * b; }
  static Reg32 min32(Reg32 a, Reg32 b) { return b < a ? b : a; }
  static Reg32 max32(Reg32 a, Reg32 b) { return a < b ? b : a; }
  static Reg32 sqrt32(Reg32 a) { return std::sqrt(a); }
  static unsigned greater32(Reg32 a, Reg32 b) { return a > b ? 1U : 0U; }
  static void keep_two32(Reg32& best, Reg32& second, Reg32& index, Reg32 s, Reg32 c) {
    const Reg32 larger = max32(best, s);
    second = larger < second ? larger : second;
    if (s < best) {
      best = s;
      index = c;
    }
  }
  static Reg32 narrow(const double* x, const double* centre) { return static_cast<float>(*x - *centre); }
  static void narrow_pairs(const double* const* rows, const double* centre, Reg32& first, Reg32& second) {
    first = static_cast<float>(rows[0][0] - centre[0]);
    second = static_cast<float>(rows[0][1] - centre[1]);
  }
  static void transpose32(Reg32 (&/*r*/)[kWidth32]) {}
};

}  // namespace kmeans::detail
