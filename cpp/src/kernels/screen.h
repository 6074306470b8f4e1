/// \file
/// Float32 screening, written once over the primitives of one instruction set. Lanes are rows. Scores are
/// |c|^2 / 2 - x . c, which order centroids as their distances do; docs/exactness.md proves what may be believed.
#pragma once

#include <cmath>
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
  /// A candidate is left out when it is this many times farther from the own centroid than any row is. From 2 on it
  /// cannot be nearest; the rest is room for the bound.
  static constexpr float kReach = 2.2F;

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

  /// The two least scores of G groups of rows, and where the least is.
  template <std::size_t G>
  struct Nearest {
    Reg best[G];
    Reg second[G];
    Reg position[G];
  };

  /// Takes candidates `first` .. `last` - 1 into account.
  template <std::size_t D, std::size_t G>
  static inline __attribute__((always_inline)) void compare(const float* panel, std::size_t d, const ScreenTable& table,
                                                            const Candidates& candidates, std::size_t first,
                                                            std::size_t last, Nearest<G>& nearest) {
    const std::size_t features = D == 0 ? d : D;
    // Eight chains of subtractions hide each other's latency: two candidates by four groups, or eight by one.
    constexpr std::size_t kTogether = D != 0 ? (G >= 4 ? 1 : 4 / G) : G >= 4 ? 2 : 8 / G;
    const auto take = [&]<std::size_t N>(std::size_t p) {
      const float* rows[N];
      float start[N];
      for (std::size_t n = 0; n < N; ++n) {
        const std::size_t c = candidates.label(p + n);
        rows[n] = table.centroids + c * features;
        start[n] = table.half_norms[c];
      }
      Reg s[N][G];
      scores<D, G, N>(panel, d, rows, start, s);
      for (std::size_t n = 0; n < N; ++n) {
        const Reg index = V::index_splat32(static_cast<std::int32_t>(p + n));
        for (std::size_t g = 0; g < G; ++g) {
          V::keep_two32(nearest.best[g], nearest.second[g], nearest.position[g], s[n][g], index);
        }
      }
    };
    std::size_t p = first;
    for (; p + kTogether <= last; p += kTogether) take.template operator()<kTogether>(p);
    for (; p < last; ++p) take.template operator()<1>(p);
  }

  /// Error of a difference of two scores, and of a squared distance, of rows with these squared norms.
  struct Slack {
    Reg scores;
    Reg square;
  };
  static Slack slack(const ScreenTable& t, Reg norm) {
    const Reg error = V::add32(V::mul32(norm, V::splat32(t.row_error)), V::splat32(t.score_error));
    return {error, V::add32(error, V::mul32(norm, V::splat32(t.norm_error)))};
  }

  // Outward rounding of the square roots and sums below, several times over.
  static constexpr float kUp = 1.0F + 0x1p-19F;
  static constexpr float kDown = 1.0F - 0x1p-19F;

  /// Upper bound on the distance that a score stands for, squared.
  static Reg upper_square(Reg norm, Reg score, Reg square_slack) {
    return V::add32(V::add32(norm, V::add32(score, score)), square_slack);
  }

  static Reg upper(Reg norm, Reg score, Reg square_slack) {
    const Reg square = upper_square(norm, score, square_slack);
    return V::mul32(V::sqrt32(V::max32(V::splat32(0), square)), V::splat32(kUp));
  }

  /// Lower bound on it.
  static Reg lower(Reg norm, Reg score, Reg square_slack) {
    const Reg square = V::sub32(V::add32(norm, V::add32(score, score)), square_slack);
    return V::mul32(V::sqrt32(V::max32(V::splat32(0), square)), V::splat32(kDown));
  }

  /// Screens G groups of rows from row `at` on. `own` holds their scores for candidate 0 when `far` does not stand for
  /// all there is: the lower bound on the distance from candidate 0 to any that is left out.
  template <std::size_t D, std::size_t G>
  static void screen_groups(std::size_t at, std::size_t d, const ScreenTable& table, const Candidates& candidates,
                            const float* panel, const float* norms, const float* own, float beyond, Screened& out) {
    Nearest<G> nearest;
    const Reg infinity = V::splat32(std::numeric_limits<float>::infinity());
    for (std::size_t g = 0; g < G; ++g) {
      nearest.best[g] = own == nullptr ? infinity : V::load32(own + at + g * kWidth);
      nearest.second[g] = infinity;
      nearest.position[g] = V::index_splat32(0);
    }
    compare<D, G>(panel + at, d, table, candidates, own == nullptr ? 0 : 1, candidates.count, nearest);
    for (std::size_t g = 0; g < G; ++g, at += kWidth) {
      const Reg norm = V::load32(norms + at);
      const Slack error = slack(table, norm);
      const Reg near = upper(norm, nearest.best[g], error.square);
      const Reg gap = V::sub32(lower(norm, nearest.second[g], error.square), near);
      const Reg room = V::sub32(V::splat32(beyond), V::add32(near, near));
      V::store32(out.upper + at, near);
      V::store32(out.gap + at, V::min32(gap, room));
      V::store_index32(out.position + at, nearest.position[g]);
      out.proven |= V::greater32(V::sub32(nearest.second[g], nearest.best[g]), error.scores) << at;
      if (own != nullptr) out.moved |= V::greater32(V::load32(own + at), nearest.best[g]) << at;
    }
  }

  /// Scores of rows for candidate 0, two groups at a time.
  template <std::size_t D>
  static float own_scores(std::size_t n_rows, std::size_t d, const ScreenTable& table, std::size_t c,
                          const float* panel, const float* norms, float* own) {
    const std::size_t features = D == 0 ? d : D;
    const float* const centroid[1] = {table.centroids + c * features};
    const float start[1] = {table.half_norms[c]};
    Reg most = V::splat32(0);
    for (std::size_t at = 0; at < n_rows; at += kPair * kWidth) {
      Reg s[1][kPair];
      scores<D, kPair, 1>(panel + at, d, centroid, start, s);
      for (std::size_t g = 0; g < kPair; ++g) {
        V::store32(own + at + g * kWidth, s[0][g]);
        const Reg norm = V::load32(norms + at + g * kWidth);
        most = V::max32(most, upper_square(norm, s[0][g], slack(table, norm).square));
      }
    }
    float lanes[kWidth];
    V::store32(lanes, most);
    float greatest = lanes[0];
    for (std::size_t i = 1; i < kWidth; ++i) greatest = greatest < lanes[i] ? lanes[i] : greatest;
    return std::sqrt(greatest) * kUp;
  }

  /// Rows are screened in pairs of groups at least.
  static constexpr std::size_t kPair = kGroups < 2 ? 1 : 2;

  template <std::size_t D>
  static void screen_rows(const double* const* rows, std::size_t n_rows, std::size_t d, const ScreenTable& table,
                          const Candidates& candidates, float* panel, Screened& out) {
    // Few features leave registers for two groups at a time, with their columns; many want four for the loads they
    // save.
    constexpr std::size_t kMost = kGroups;
    constexpr std::size_t kStep = kPair * kWidth;
    alignas(64) float norms[kRows];
    alignas(64) float own[kRows];
    load_panel<D>(rows, (n_rows + kStep - 1) / kStep * kStep, d, table.centre, panel, norms);
    Candidates near = candidates;
    float beyond = std::numeric_limits<float>::infinity();
    if (candidates.index != nullptr) {
      out.own_upper = own_scores<D>(n_rows, d, table, candidates.index[0], panel, norms, own);
      const float reach = kReach * out.own_upper;
      near.count = 1;
      while (near.count < candidates.count && !(candidates.reach[near.count] > reach)) ++near.count;
      if (near.count < candidates.count) beyond = candidates.reach[near.count];
    }
    const float* start = candidates.index == nullptr ? nullptr : own;
    out.proven = out.moved = 0;
    std::size_t at = 0;
    for (; at + kMost * kWidth - kStep < n_rows; at += kMost * kWidth) {
      screen_groups<D, kMost>(at, d, table, near, panel, norms, start, beyond, out);
    }
    for (; at < n_rows; at += kStep) screen_groups<D, kPair>(at, d, table, near, panel, norms, start, beyond, out);
  }

  static void screen(const double* const* rows, std::size_t n_rows, std::size_t d, const ScreenTable& table,
                     const Candidates& candidates, float* panel, Screened& out) {
    switch (d) {
      case 2: return screen_rows<2>(rows, n_rows, d, table, candidates, panel, out);
      case 3: return screen_rows<3>(rows, n_rows, d, table, candidates, panel, out);
      default: return screen_rows<0>(rows, n_rows, d, table, candidates, panel, out);
    }
  }
};

}  // namespace kmeans::detail
