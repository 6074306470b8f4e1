/// \file
/// Float32 screening, written once over the primitives of one instruction set. Lanes are rows. Scores are
/// |c|^2 / 2 - x . c, which order centroids as their distances do; docs/exactness.md proves what may be believed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "kernels.h"

namespace kmeans::detail {

template <class V>
struct Screening {
  using Reg = typename V::Reg32;
  static constexpr std::size_t kWidth = V::kWidth32;
  static constexpr std::size_t kRows = kScreenRows;
  static constexpr std::size_t kGroups = kRows / kWidth;
  static_assert(kRows % kWidth == 0);

  /// Rounds centred rows into panel[j * kRows + row], and their squared norms into `norms`. Fills whole tiles.
  template <std::size_t D>
  static void load_panel(const double* const* rows, std::size_t n_rows, std::size_t d, const double* centre,
                         float* panel, float* norms) {
    using Pack = typename V::Pack;
    constexpr std::size_t kTile = Pack::kWidth32;
    for (std::size_t first = 0; first < n_rows; first += kTile) {
      const double* const* mine = rows + first;
      float* column = panel + first;
      typename Pack::Reg32 norm = Pack::splat32(0);
      std::size_t j = 0;
      if constexpr (D == 2) {
        typename Pack::Reg32 x;
        typename Pack::Reg32 y;
        Pack::narrow_pairs(mine, centre, x, y);
        Pack::store32(column, x);
        Pack::store32(column + kRows, y);
        norm = Pack::add32(Pack::mul32(x, x), Pack::mul32(y, y));
        j = 2;
      }
      for (; j + kTile <= d; j += kTile) {
        typename Pack::Reg32 tile[kTile];
        for (std::size_t i = 0; i < kTile; ++i) tile[i] = Pack::narrow(mine[i] + j, centre + j);
        Pack::transpose32(tile);
        for (std::size_t i = 0; i < kTile; ++i) {
          Pack::store32(column + (j + i) * kRows, tile[i]);
          norm = Pack::add32(norm, Pack::mul32(tile[i], tile[i]));
        }
      }
      for (; j < d; ++j) {
        float* values = column + j * kRows;
        for (std::size_t i = 0; i < kTile; ++i) values[i] = static_cast<float>(mine[i][j] - centre[j]);
        const typename Pack::Reg32 tail = Pack::load32(values);
        norm = Pack::add32(norm, Pack::mul32(tail, tail));
      }
      Pack::store32(norms + first, norm);
    }
  }

  /// Scores of G groups of rows for N candidates.
  template <std::size_t D, std::size_t G, std::size_t N>
  static inline __attribute__((always_inline)) void scores(const float* panel, std::size_t d,
                                                           const float* const (&c)[N], const float (&start)[N],
                                                           Reg (&s)[N][G]) {
    const std::size_t features = D == 0 ? d : D;
    for (std::size_t n = 0; n < N; ++n) {
      for (std::size_t g = 0; g < G; ++g) s[n][g] = V::splat32(start[n]);
    }
    for (std::size_t j = 0; j < features; ++j) {
      const float* column = panel + j * kRows;
      Reg value[N];
      for (std::size_t n = 0; n < N; ++n) value[n] = V::load_splat32(c[n] + j);
      for (std::size_t g = 0; g < G; ++g) {
        const Reg x = V::load32(column + g * kWidth);
        for (std::size_t n = 0; n < N; ++n) s[n][g] = V::sub32(s[n][g], V::mul32(x, value[n]));
      }
    }
  }

  /// Best, second best and position of the best for G groups of rows.
  template <std::size_t D, std::size_t G>
  static inline __attribute__((always_inline)) void nearest_two(const float* panel, std::size_t d,
                                                                const ScreenTable& table, const std::uint16_t* list,
                                                                std::size_t count, Reg* best, Reg* second,
                                                                Reg* position) {
    const std::size_t features = D == 0 ? d : D;
    const auto candidate = [&](std::size_t p) { return list != nullptr ? list[p] : p; };
    const Reg infinity = V::splat32(std::numeric_limits<float>::infinity());
    Reg b[G];
    Reg b2[G];
    Reg at[G];
    for (std::size_t g = 0; g < G; ++g) {
      b[g] = b2[g] = infinity;
      at[g] = V::index_splat32(0);
    }
    // Eight chains of subtractions hide each other's latency: two candidates by four groups, or eight by one.
    constexpr std::size_t kTogether = G >= 4 ? 2 : 8 / G;
    const auto compare = [&]<std::size_t N>(std::size_t p) {
      const float* rows[N];
      float start[N];
      for (std::size_t n = 0; n < N; ++n) {
        const std::size_t c = candidate(p + n);
        rows[n] = table.centroids + c * features;
        start[n] = table.half_norms[c];
      }
      Reg s[N][G];
      scores<D, G, N>(panel, d, rows, start, s);
      for (std::size_t n = 0; n < N; ++n) {
        const Reg index = V::index_splat32(static_cast<std::int32_t>(p + n));
        for (std::size_t g = 0; g < G; ++g) V::keep_two32(b[g], b2[g], at[g], s[n][g], index);
      }
    };
    std::size_t p = 0;
    for (; p + kTogether <= count; p += kTogether) compare.template operator()<kTogether>(p);
    for (; p < count; ++p) compare.template operator()<1>(p);
    for (std::size_t g = 0; g < G; ++g) {
      best[g] = b[g];
      second[g] = b2[g];
      position[g] = at[g];
    }
  }

  /// What the scores prove, for one group of rows.
  static unsigned conclude(const ScreenTable& t, Reg norm, Reg best, Reg second, float* gap, float* upper) {
    // Outward rounding of the square roots and sums below, several times over.
    constexpr float kUp = 1.0F + 0x1p-19F;
    constexpr float kDown = 1.0F - 0x1p-19F;
    const Reg zero = V::splat32(0);
    const Reg most = V::splat32(t.most_norm);
    const Reg product = V::add32(V::mul32(V::sqrt32(norm), most), V::splat32(0.5F * t.most_norm * t.most_norm));
    const Reg squares = V::add32(norm, V::mul32(most, most));
    const Reg error = V::add32(
        V::add32(V::mul32(product, V::splat32(t.product_error)), V::mul32(squares, V::splat32(t.square_error))),
        V::splat32(t.least_error));
    const Reg slack = V::add32(error, V::mul32(norm, V::splat32(t.norm_error)));
    const Reg near2 = V::add32(V::add32(norm, V::add32(best, best)), slack);
    const Reg far2 = V::sub32(V::add32(norm, V::add32(second, second)), slack);
    const Reg near = V::mul32(V::sqrt32(V::max32(zero, near2)), V::splat32(kUp));
    const Reg far = V::mul32(V::sqrt32(V::max32(zero, far2)), V::splat32(kDown));
    V::store32(upper, near);
    V::store32(gap, V::sub32(far, near));
    return V::greater32(V::sub32(second, best), error);
  }

  /// Screens G groups of rows from row `at` on.
  template <std::size_t D, std::size_t G>
  static void screen_groups(std::size_t at, std::size_t d, const ScreenTable& table, const std::uint16_t* list,
                            std::size_t count, const float* panel, const float* norms, Screened& out) {
    Reg best[G];
    Reg second[G];
    Reg position[G];
    nearest_two<D, G>(panel + at, d, table, list, count, best, second, position);
    for (std::size_t g = 0; g < G; ++g, at += kWidth) {
      V::store_index32(out.position + at, position[g]);
      out.proven |= conclude(table, V::load32(norms + at), best[g], second[g], out.gap + at, out.upper + at) << at;
    }
  }

  template <std::size_t D>
  static void screen_rows(const double* const* rows, std::size_t n_rows, std::size_t d, const ScreenTable& table,
                          const std::uint16_t* list, std::size_t count, float* panel, Screened& out) {
    // Few features leave registers for two groups at a time, with their columns; many want four for the loads they
    // save.
    constexpr std::size_t kPair = kGroups < 2 ? 1 : 2;
    constexpr std::size_t kMost = D != 0 ? kPair : kGroups;
    alignas(64) float norms[kRows];
    // Whole pairs of groups are screened: the rows behind the last are loaded for them.
    load_panel<D>(rows, (n_rows + kPair * kWidth - 1) / (kPair * kWidth) * (kPair * kWidth), d, table.centre, panel,
                  norms);
    out.proven = 0;
    std::size_t at = 0;
    for (; at + (kMost - kPair) * kWidth < n_rows; at += kMost * kWidth) {
      screen_groups<D, kMost>(at, d, table, list, count, panel, norms, out);
    }
    for (; at < n_rows; at += kPair * kWidth) {
      screen_groups<D, kPair>(at, d, table, list, count, panel, norms, out);
    }
  }

  static void screen(const double* const* rows, std::size_t n_rows, std::size_t d, const ScreenTable& table,
                     const std::uint16_t* list, std::size_t count, float* panel, Screened& out) {
    switch (d) {
      case 2: return screen_rows<2>(rows, n_rows, d, table, list, count, panel, out);
      case 3: return screen_rows<3>(rows, n_rows, d, table, list, count, panel, out);
      default: return screen_rows<0>(rows, n_rows, d, table, list, count, panel, out);
    }
  }
};

}  // namespace kmeans::detail
