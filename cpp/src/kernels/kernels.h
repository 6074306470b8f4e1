/// \file
/// The loops over rows, one set for each instruction set. All sets return the same bits; they trust their input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kmeans/types.h"

namespace kmeans::detail {

/// Rows of the widest panel: assign() needs this many doubles of scratch memory a feature.
inline constexpr std::size_t kMaxPanelRows = 32;

/// Rows screened at a time.
inline constexpr std::size_t kScreenRows = 16;

/// Number of a row inside a run of rows that is worked on together, at most 65,536 of them.
using RowIndex = std::uint16_t;
/// collect() writes up to this many entries behind the last that counts.
inline constexpr std::size_t kCollectSlack = 4;

/// What float32 screening compares rows with. docs/exactness.md derives the error terms.
struct ScreenTable {
  const double* centre;     ///< d; subtracted from rows and centroids before they are rounded to float32.
  const float* centroids;   ///< k x d, centred and rounded.
  const float* half_norms;  ///< k: half the squared norm of each centred centroid.
  float row_error;          ///< Error of a difference of two scores, relative to the row's squared norm ...
  float score_error;        ///< ... and what the centroids add to it.
  float norm_error;         ///< Relative error of a row's squared norm.
};

/// The centroids that rows of one cluster are compared with.
struct Candidates {
  const std::uint16_t* index;  ///< Own centroid first, then by distance from it. Null: centroids 0 .. count - 1.
  const float* reach;  ///< Lower bounds on the distance of each from the own centroid, ascending. Null with `index`.
  std::size_t count;

  [[nodiscard]] std::size_t label(std::size_t position) const { return index == nullptr ? position : index[position]; }
};

/// What screening found for kScreenRows rows.
struct Screened {
  alignas(64) std::int32_t position[kScreenRows];  ///< Nearest candidate, as a position among the candidates.
  float gap[kScreenRows];    ///< Lower bound on (distance to any other that matters - distance to the nearest).
  float upper[kScreenRows];  ///< Upper bound on the distance to the nearest.
  float own_upper;           ///< Upper bound on the distance of any row to candidate 0; only with a list.
  unsigned proven;           ///< Bit p: the label of row p is what the contract's float64 arithmetic would give.
  unsigned moved;            ///< Bit p: it is not candidate 0; only with a list.
};

struct Kernels {
  const char* name;
  std::size_t width;  ///< Doubles a vector.

  /// Labels `rows` rows of `d` features with the nearest of `k` centroids, lowest index on ties.
  /// \param[in,out] labels The labels before; the new ones after.
  /// \param scratch kMaxPanelRows x d doubles, cache-line aligned.
  /// \return Rows whose label changed.
  std::size_t (*assign)(const double* x, std::size_t rows, std::size_t d, const double* centroids, std::size_t k,
                        Label* labels, double* scratch);

  /// Squared distance of each row to one centre.
  void (*distances)(const double* x, std::size_t rows, std::size_t d, const double* centre, double* out);

  /// out = a < b ? a : b. Not left to the compiler: engines of WebAssembly turn a scalar choice into a branch.
  void (*smaller)(const double* a, const double* b, std::size_t count, double* out);

  /// Squared distance of each row to the centroid of its label.
  void (*own_distances)(const double* x, std::size_t rows, std::size_t d, const double* centroids, const Label* labels,
                        double* out);

  /// Lists, ascending, the rows whose `keep` is not above the limit of their label, and returns how many there are.
  /// \param out Room for rows + kCollectSlack. One function for each width of labels.
  template <class L>
  using Collect = std::size_t (*)(const float* keep, const L* labels, const float* limits, std::size_t k,
                                  std::size_t rows, RowIndex* out);
  Collect<std::uint8_t> collect8;
  Collect<std::uint16_t> collect16;

  /// Screens `n_rows` rows in float32, 1 to kScreenRows, against the candidates; those of a list that are too far from
  /// the own centroid to matter to any of these rows are left out.
  /// \param rows kScreenRows pointers; those behind the last row point at any row.
  /// \param panel kScreenRows x d floats of scratch, cache-line aligned.
  void (*screen)(const double* const* rows, std::size_t n_rows, std::size_t d, const ScreenTable& table,
                 const Candidates& candidates, float* panel, Screened& out);

  /// Adds rows, in ascending order, to the sums of their clusters, and one to the cluster's count: the `count` rows of
  /// `rows` (ascending indices), or rows 0 .. count - 1 when `rows` is null. One function for each width of labels.
  template <class L>
  using Accumulate = void (*)(const double* x, const RowIndex* rows, std::size_t count, std::size_t d, const L* labels,
                              double* sums, double* counts);
  Accumulate<Label> accumulate;
  Accumulate<std::uint8_t> accumulate8;
  Accumulate<std::uint16_t> accumulate16;
};

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
#endif

/// The sets this build has and this machine runs, the widest first; at least one.
std::span<const Kernels* const> available_kernels();

}  // namespace kmeans::detail
