/// \file
/// Sums over rows as the contract wants them: ascending inside a block, then the balanced binary tree over blocks.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <span>

#include "buffer.h"
#include "kmeans/types.h"
#include "parallel.h"

namespace kmeans::detail {

inline std::size_t block_count(std::size_t n_samples) { return (n_samples + kBlockRows - 1) / kBlockRows; }

/// The rows cut into tasks: aligned runs of a power of two of blocks, so that each run is a subtree of the tree.
struct Chunks {
  std::size_t n_samples;
  std::size_t rows;   ///< Rows in each chunk but the last.
  std::size_t count;  ///< Chunks in all.

  [[nodiscard]] std::size_t begin(std::size_t chunk) const { return chunk * rows; }
  [[nodiscard]] std::size_t end(std::size_t chunk) const { return std::min(n_samples, (chunk + 1) * rows); }
};

/// Least tasks a thread gets where there are rows enough, at most twice as many: enough that neither one slow core nor
/// a number of threads that divides nothing holds up a region, few enough that claiming is free.
inline constexpr std::size_t kTasksPerThread = 8;

inline Chunks make_chunks(std::size_t n_samples, int threads) {
  const std::size_t blocks = block_count(n_samples);
  const std::size_t wanted = threads == 1 ? 1 : static_cast<std::size_t>(threads) * kTasksPerThread;
  const std::size_t run =
      threads == 1 ? std::bit_ceil(blocks) : std::bit_floor(std::max<std::size_t>(blocks / wanted, 1));
  return {n_samples, run * kBlockRows, (blocks + run - 1) / run};
}

/// Sum of a list of block sums by the tree. Overwrites the list.
inline double tree_sum(std::span<double> sums) {
  for (std::size_t stride = 1; stride < sums.size(); stride *= 2) {
    for (std::size_t b = 0; b + stride < sums.size(); b += 2 * stride) sums[b] += sums[b + stride];
  }
  return sums.empty() ? 0.0 : sums[0];
}

/// The same tree over blocks of `width` sums, in O(width log blocks) memory: a stack of finished subtrees, merged like
/// the carries of a binary counter.
class TreeStack {
 public:
  static constexpr std::size_t kMaxHeight = 48;

  /// Slots needed for `blocks` blocks.
  static std::size_t slots(std::size_t blocks) { return static_cast<std::size_t>(std::bit_width(blocks)) + 1; }

  TreeStack(double* storage, std::size_t width) : storage_(storage), width_(width) {}

  /// A zeroed slot for the next block's sums; push() when it is filled.
  double* next() {
    double* slot = next_unset();
    std::fill_n(slot, width_, 0.0);
    return slot;
  }
  /// The same, contents undefined.
  double* next_unset() { return storage_ + size_ * width_; }
  void push() {
    heights_[size_++] = 0;
    while (size_ > 1 && heights_[size_ - 1] == heights_[size_ - 2]) merge();
  }
  /// The sum of everything pushed.
  const double* finish() {
    while (size_ > 1) merge();
    return storage_;
  }

 private:
  void merge() {
    --size_;
    double* into = storage_ + (size_ - 1) * width_;
    const double* from = storage_ + size_ * width_;
    for (std::size_t i = 0; i < width_; ++i) into[i] += from[i];
    ++heights_[size_ - 1];
  }

  double* storage_;
  std::size_t width_;
  std::size_t size_ = 0;
  std::size_t heights_[kMaxHeight] = {};
};

/// Block sums of `width` values a row range, over all threads.
class BlockSum {
 public:
  /// Gets the memory for sums of up to `width` values over `n_samples` rows.
  [[nodiscard]] bool reserve(std::size_t n_samples, std::size_t width, int threads) {
    chunks_ = make_chunks(n_samples, threads);
    slots_ = TreeStack::slots(chunks_.rows / kBlockRows);
    return stacks_.resize(static_cast<std::size_t>(threads) * slots_ * width) &&
           chunk_sums_.resize((chunks_.count + TreeStack::slots(chunks_.count)) * width);
  }

  /// Calls fill(begin, end, worker, stack) for every chunk, which pushes the sums of its blocks in ascending order;
  /// returns the tree sum, valid until the next call.
  template <class Fill>
  const double* run_chunks(Executor& executor, std::size_t width, Fill&& fill) {
    executor.run(chunks_.count, [&](std::size_t chunk, int worker) {
      TreeStack stack(stacks_.data() + static_cast<std::size_t>(worker) * slots_ * width, width);
      fill(chunks_.begin(chunk), chunks_.end(chunk), worker, stack);
      std::copy_n(stack.finish(), width, chunk_sums_.data() + chunk * width);
    });
    TreeStack top(chunk_sums_.data() + chunks_.count * width, width);
    for (std::size_t chunk = 0; chunk < chunks_.count; ++chunk) {
      std::copy_n(chunk_sums_.data() + chunk * width, width, top.next_unset());
      top.push();
    }
    return top.finish();
  }

  /// Calls add(begin, end, sums) for every block, which adds its rows in ascending order to `sums` (zeroed, `width`
  /// values); returns the tree sum, valid until the next call.
  template <class Add>
  const double* run(Executor& executor, std::size_t width, Add&& add) {
    return run_chunks(executor, width, [&](std::size_t begin, std::size_t last, int /*worker*/, TreeStack& stack) {
      for (; begin < last; begin += kBlockRows) {
        add(begin, std::min(begin + kBlockRows, last), stack.next());
        stack.push();
      }
    });
  }

 private:
  Chunks chunks_{};
  std::size_t slots_ = 0;
  Buffer<double> stacks_;
  Buffer<double> chunk_sums_;
};

}  // namespace kmeans::detail
