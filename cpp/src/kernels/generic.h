/// \file
/// The vector kernels, written once over the primitives of one instruction set (a `V` such as VecWasm128).
/// Lanes are rows: each lane adds its differences in ascending feature order, so the bits are the scalar ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "collect.h"
#include "kernels.h"
#include "scalar.h"
#include "screen.h"

namespace kmeans::detail {

template <class V>
struct Generic {
  using Reg = typename V::Reg;
  static constexpr std::size_t kWidth = V::kWidth;
  /// Vectors a panel: 4 rows of registers by 2 centroids fill the 16 registers.
  static constexpr std::size_t kGroups = 4;
  static constexpr std::size_t kPanel = kWidth * kGroups;
  static_assert(kPanel <= kMaxPanelRows);

  /// Transposes kPanel rows into panel[j * kPanel + row].
  static void load_panel(const double* x, std::size_t d, double* panel) {
    using Pack = typename V::Pack;
    constexpr std::size_t kTile = Pack::kWidth;
    std::size_t j = 0;
    for (; j + kTile <= d; j += kTile) {
      for (std::size_t first = 0; first < kPanel; first += kTile) {
        typename Pack::Reg tile[kTile];
        for (std::size_t i = 0; i < kTile; ++i) tile[i] = Pack::load(x + (first + i) * d + j);
        Pack::transpose(tile);
        for (std::size_t i = 0; i < kTile; ++i) Pack::store(panel + (j + i) * kPanel + first, tile[i]);
      }
    }
    for (; j < d; ++j) {
      for (std::size_t p = 0; p < kPanel; ++p) panel[j * kPanel + p] = x[p * d + j];
    }
  }

  /// Squared distances of a panel to `N` centroids, N x kGroups registers. `D` is d when it is known, else 0.
  template <std::size_t D, std::size_t N>
  static inline __attribute__((always_inline)) void panel_distances(const double* panel, std::size_t d,
                                                                    const double* centroids, Reg (&s)[N][kGroups]) {
    const std::size_t features = D == 0 ? d : D;
    // The first feature starts the chains: 0 + t * t is t * t.
    for (std::size_t c = 0; c < N; ++c) {
      const Reg centre = V::load_splat(centroids + c * features);
      for (std::size_t g = 0; g < kGroups; ++g) {
        const Reg t = V::sub(V::load(panel + g * kWidth), centre);
        s[c][g] = V::mul(t, t);
      }
    }
    for (std::size_t j = 1; j < features; ++j) {
      const double* column = panel + j * kPanel;
      Reg centre[N];
      for (std::size_t c = 0; c < N; ++c) centre[c] = V::load_splat(centroids + c * features + j);
      for (std::size_t g = 0; g < kGroups; ++g) {
        const Reg value = V::load(column + g * kWidth);
        for (std::size_t c = 0; c < N; ++c) {
          const Reg t = V::sub(value, centre[c]);
          s[c][g] = V::add(s[c][g], V::mul(t, t));
        }
      }
    }
  }

  template <std::size_t D>
  static inline __attribute__((always_inline)) void nearest(const double* panel, std::size_t d, const double* centroids,
                                                            std::size_t k, Label* labels) {
    const std::size_t features = D == 0 ? d : D;
    Reg best[kGroups];
    Reg index[kGroups];
    for (std::size_t g = 0; g < kGroups; ++g) {
      best[g] = V::splat(std::numeric_limits<double>::infinity());
      index[g] = V::index_splat(0);
    }
    std::size_t c = 0;
    for (; c + 2 <= k; c += 2) {
      Reg s[2][kGroups];
      panel_distances<D, 2>(panel, d, centroids + c * features, s);
      for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t g = 0; g < kGroups; ++g) V::keep_nearer(best[g], index[g], s[i][g], V::index_splat(c + i));
      }
    }
    if (c < k) {
      Reg s[1][kGroups];
      panel_distances<D, 1>(panel, d, centroids + c * features, s);
      for (std::size_t g = 0; g < kGroups; ++g) V::keep_nearer(best[g], index[g], s[0][g], V::index_splat(c));
    }
    for (std::size_t g = 0; g < kGroups; g += 2) V::store_labels(labels + g * kWidth, index[g], index[g + 1]);
  }

  template <std::size_t D>
  static std::size_t assign_rows(const double* x, std::size_t rows, std::size_t d, const double* centroids,
                                 std::size_t k, Label* labels, double* panel) {
    std::size_t changed = 0;
    std::size_t i = 0;
    for (; i + kPanel <= rows; i += kPanel) {
      load_panel(x + i * d, d, panel);
      Label fresh[kPanel];
      nearest<D>(panel, d, centroids, k, fresh);
      for (std::size_t p = 0; p < kPanel; ++p) {
        changed += fresh[p] != labels[i + p] ? 1U : 0U;
        labels[i + p] = fresh[p];
      }
    }
    return changed + scalar::assign(x + i * d, rows - i, d, centroids, k, labels + i, panel);
  }

  static std::size_t assign(const double* x, std::size_t rows, std::size_t d, const double* centroids, std::size_t k,
                            Label* labels, double* scratch) {
    switch (d) {
      case 2: return assign_rows<2>(x, rows, d, centroids, k, labels, scratch);
      case 3: return assign_rows<3>(x, rows, d, centroids, k, labels, scratch);
      default: return assign_rows<0>(x, rows, d, centroids, k, labels, scratch);
    }
  }

  static void distances(const double* x, std::size_t rows, std::size_t d, const double* centre, double* out) {
    std::size_t i = 0;
    for (; i + kPanel <= rows; i += kPanel) {
      const double* row = x + i * d;
      Reg s[kGroups];
      for (Reg& chain : s) chain = V::splat(0);
      std::size_t j = 0;
      for (; j + kWidth <= d; j += kWidth) {
        for (std::size_t g = 0; g < kGroups; ++g) {
          Reg tile[kWidth];
          for (std::size_t r = 0; r < kWidth; ++r) tile[r] = V::load(row + (g * kWidth + r) * d + j);
          V::transpose(tile);
          for (std::size_t r = 0; r < kWidth; ++r) {
            const Reg t = V::sub(tile[r], V::load_splat(centre + j + r));
            s[g] = V::add(s[g], V::mul(t, t));
          }
        }
      }
      for (std::size_t g = 0; g < kGroups; ++g) V::store(out + i + g * kWidth, s[g]);
      for (; j < d; ++j) {
        for (std::size_t p = 0; p < kPanel; ++p) {
          const double t = row[p * d + j] - centre[j];
          out[i + p] += t * t;
        }
      }
    }
    scalar::distances(x + i * d, rows - i, d, centre, out + i);
  }

  /// As distances(), each row to a centre of its own: differences are squared where they are and then transposed.
  static void own_distances(const double* x, std::size_t rows, std::size_t d, const double* centroids,
                            const Label* labels, double* out) {
    std::size_t i = 0;
    for (; i + kPanel <= rows; i += kPanel) {
      const double* row = x + i * d;
      const double* centre[kPanel];
      for (std::size_t p = 0; p < kPanel; ++p) centre[p] = centroids + static_cast<std::size_t>(labels[i + p]) * d;
      Reg s[kGroups];
      for (Reg& chain : s) chain = V::splat(0);
      std::size_t j = 0;
      for (; j + kWidth <= d; j += kWidth) {
        for (std::size_t g = 0; g < kGroups; ++g) {
          Reg tile[kWidth];
          for (std::size_t r = 0; r < kWidth; ++r) {
            const std::size_t p = g * kWidth + r;
            const Reg t = V::sub(V::load(row + p * d + j), V::load(centre[p] + j));
            tile[r] = V::mul(t, t);
          }
          V::transpose(tile);
          for (std::size_t r = 0; r < kWidth; ++r) s[g] = V::add(s[g], tile[r]);
        }
      }
      for (std::size_t g = 0; g < kGroups; ++g) V::store(out + i + g * kWidth, s[g]);
      for (; j < d; ++j) {
        for (std::size_t p = 0; p < kPanel; ++p) {
          const double t = row[p * d + j] - centre[p][j];
          out[i + p] += t * t;
        }
      }
    }
    scalar::own_distances(x + i * d, rows - i, d, centroids, labels + i, out + i);
  }

  static void smaller(const double* a, const double* b, std::size_t count, double* out) {
    std::size_t i = 0;
    for (; i + kWidth <= count; i += kWidth) V::store(out + i, V::smaller(V::load(a + i), V::load(b + i)));
    scalar::smaller(a + i, b + i, count - i, out + i);
  }

  /// `D` is d when it is known, else 0.
  template <class L, std::size_t D, bool Listed>
  static void accumulate_rows(const double* x, const RowIndex* rows, std::size_t count, std::size_t d, const L* labels,
                              double* sums, double* counts) {
    const std::size_t features = D == 0 ? d : D;
    for (std::size_t r = 0; r < count; ++r) {
      const std::size_t i = Listed ? rows[r] : r;
      const auto c = static_cast<std::size_t>(labels[i]);
      counts[c] += 1;
      double* sum = sums + c * features;
      const double* row = x + i * features;
      std::size_t j = 0;
      for (; j + kWidth <= features; j += kWidth) V::store(sum + j, V::add(V::load(sum + j), V::load(row + j)));
      for (; j < features; ++j) sum[j] += row[j];
    }
  }

  template <class L>
  static void accumulate(const double* x, const RowIndex* rows, std::size_t count, std::size_t d, const L* labels,
                         double* sums, double* counts) {
    const auto add = [&]<std::size_t D>() {
      if (rows != nullptr) return accumulate_rows<L, D, true>(x, rows, count, d, labels, sums, counts);
      accumulate_rows<L, D, false>(x, rows, count, d, labels, sums, counts);
    };
    switch (d) {
      case 2: return add.template operator()<2>();
      case 8: return add.template operator()<8>();
      default: return add.template operator()<0>();
    }
  }

  static constexpr Kernels kernels() {
    return {V::kName,
            kWidth,
            assign,
            Generic<typename V::Pack>::distances,
            smaller,
            Generic<typename V::Pack>::own_distances,
            Collecting<typename V::Pack::Bytes>::collect,
            scalar::collect<std::uint16_t>,
            Screening<V>::screen,
            accumulate<Label>,
            accumulate<std::uint8_t>,
            accumulate<std::uint16_t>};
  }
};

}  // namespace kmeans::detail
