/// \file
/// One way to label the rows and to sum them: textbook, or accelerated. Both give the contract's bits.
#pragma once

#include <cstddef>
#include <memory>

#include "engine.h"
#include "kmeans/types.h"
#include "seeding.h"

namespace kmeans::detail {

class Pass {
 public:
  Pass() = default;
  virtual ~Pass() = default;
  Pass(const Pass&) = delete;
  Pass& operator=(const Pass&) = delete;

  /// Starts a fit: gets the memory, forgets the last one. False when there is not enough.
  /// \param memory Room for each row, the pass's own from the first assign() on.
  [[nodiscard]] virtual bool begin(Engine& engine, MatrixView points, std::size_t k, RowMemory& memory) = 0;
  /// Labels every row with its nearest centroid.
  /// \return Rows whose label changed; all of them the first time.
  virtual std::size_t assign(Engine& engine, const double* centroids) = 0;
  /// The k x d sums of the rows under their labels, then the k counts; valid until the next call.
  virtual const double* sums(Engine& engine) = 0;
  /// The labels, n of them; valid until the next assign().
  virtual const Label* labels(Engine& engine) = 0;
};

/// Every row against every centroid, every time.
std::unique_ptr<Pass> make_lloyd_pass();
/// Bounds and float32 screening first, the contract's arithmetic for what they leave open. docs/exactness.md.
std::unique_ptr<Pass> make_exact_pass(std::size_t k);
/// Bytes of a label in the exact pass: the fewest that hold k of them.
constexpr std::size_t exact_label_bytes(std::size_t k) { return k <= 256 ? 1 : 2; }

}  // namespace kmeans::detail
