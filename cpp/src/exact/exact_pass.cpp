#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>

#include "../blocks.h"
#include "../buffer.h"
#include "../pass.h"
#include "bounds.h"
#include "screening.h"
#include "worker.h"

namespace kmeans::detail {
namespace {

/// Block sums are kept from one iteration to the next while they cost at most this many doubles a block: 6 bytes a row.
constexpr std::size_t kMostKeptSums = 1536;
/// Lists cost k^2 distances an update: with this many rows a centroid, a small part of looking at every row.
constexpr std::size_t kRowsPerCentroidForLists = 16;
/// What a row costs beside its scores, in candidates: when it is read in order, and when it is collected.
constexpr std::size_t kStreamOverhead = 4;
constexpr std::size_t kCollectOverhead = 12;

/// Rows this long take several cache lines each; data larger than this does not stay in cache from pass to pass; a span
/// of this size does while it is worked on. Reading ahead pays when at least one row in so many is looked at.
constexpr std::size_t kLongRowBytes = 128;
constexpr std::size_t kCacheBytes = std::size_t{8} << 20U;
constexpr std::size_t kSpanBytes = std::size_t{1} << 20U;
constexpr std::size_t kRowsPerFailing = 8;

constexpr float kNeverSafe = -std::numeric_limits<float>::infinity();

/// `L` is the narrowest type that holds the labels.
template <class L>
class ExactPass final : public Pass {
 public:
  bool begin(Engine& engine, MatrixView points, std::size_t k, RowMemory& memory) override;
  std::size_t assign(Engine& engine, const double* centroids) override;
  const double* sums(Engine& /*engine*/) override { return sums_; }
  const Label* labels(Engine& engine) override;

 private:
  /// A run of rows inside one chunk, on a block boundary.
  struct Span {
    std::size_t begin;
    std::size_t rows;
  };

  void assign_span(ExactWorker& w, Span span);
  void look_at_all(ExactWorker& w, Span span);
  void screen_in_order(ExactWorker& w, Span span, std::size_t begin, std::size_t count);
  std::size_t collect_failing(ExactWorker& w, Span span) const;
  void read_ahead(ExactWorker& w, Span span) const;
  void look_at_failing(ExactWorker& w, Span span, std::size_t failing);
  /// Sorts the failing rows by cluster. Returns how many candidates they have in all.
  std::size_t sort_failing(ExactWorker& w, Span span, std::size_t failing);
  void screen_run(ExactWorker& w, Span span, const RowIndex* rows, std::size_t count, const Candidates& among);
  void screen_rows(ExactWorker& w, Span span, const RowIndex* rows, std::size_t count, const Candidates& among);
  void settle_open(ExactWorker& w, Span span);
  void relabel(ExactWorker& w, Span span, std::size_t row, std::size_t label);
  void push_sums(ExactWorker& w, Span span, TreeStack& stack);
  void refresh_sums(ExactWorker& w, std::size_t begin, std::size_t rows, const std::uint8_t* dirty, double* sums);
  void accumulate(std::size_t begin, const RowIndex* rows, std::size_t count, double* sums);
  [[nodiscard]] std::size_t width() const { return k_ * (d_ + 1); }

  Engine* engine_ = nullptr;
  MatrixView points_;
  const double* centroids_ = nullptr;
  std::size_t span_rows_ = kSpanRows;
  bool read_ahead_ = false;
  std::size_t k_ = 0;
  std::size_t d_ = 0;
  bool first_ = true;
  bool screening_ = true;  ///< Whether float32 can tell these centroids apart.
  Bounds bounds_;
  ScreenCentroids screen_;
  BlockSum block_sum_;
  const double* sums_ = nullptr;
  L* labels_ = nullptr;
  Label* wide_labels_ = nullptr;
  float* keep_ = nullptr;     ///< A row is safe while this is above the limit of its cluster.
  Buffer<double> previous_;   ///< Centroids of the last assignment.
  Buffer<double> kept_sums_;  ///< Sums of each block, when they are small enough to keep.
  std::unique_ptr<ExactWorker[]> workers_;
  std::size_t worker_count_ = 0;
};

template <class L>
bool ExactPass<L>::begin(Engine& engine, MatrixView points, std::size_t k, RowMemory& memory) {
  engine_ = &engine;
  points_ = points;
  k_ = k;
  d_ = points.n_features;
  first_ = true;
  const int threads = engine.executor.threads();
  const std::size_t n = points.n_samples;
  if (worker_count_ != static_cast<std::size_t>(threads)) {
    worker_count_ = static_cast<std::size_t>(threads);
    workers_.reset(new (std::nothrow) ExactWorker[worker_count_]);
    if (!workers_) return false;
  }
  // Long rows from memory: collecting them here and there waits for each, reading a span in order first does not. It
  // must then still be in cache when it is collected and summed.
  const std::size_t row_bytes = d_ * sizeof(double);
  read_ahead_ = row_bytes >= kLongRowBytes && n * row_bytes > kCacheBytes;
  span_rows_ = read_ahead_ ? std::max<std::size_t>(kSpanBytes / (kBlockRows * row_bytes), 1) * kBlockRows : kSpanRows;
  for (std::size_t i = 0; i < worker_count_; ++i) {
    if (!workers_[i].resize(k, d_)) return false;
  }
  const bool keep_sums = width() <= kMostKeptSums;
  // Ten bytes a row: a bound and a label, and the label once more at full width for the caller.
  labels_ = reinterpret_cast<L*>(memory.two.data());
  keep_ = reinterpret_cast<float*>(memory.eight.data());
  wide_labels_ = reinterpret_cast<Label*>(keep_ + n);
  return previous_.resize(k * d_) && kept_sums_.resize(keep_sums ? block_count(n) * width() : 0) &&
         screen_.reserve(k, d_) && bounds_.reserve(k, d_, threads, n >= kRowsPerCentroidForLists * k) &&
         block_sum_.reserve(n, width(), threads);
}

template <class L>
std::size_t ExactPass<L>::assign(Engine& engine, const double* centroids) {
  centroids_ = centroids;
  if (first_) {
    bounds_.reset();
    screen_.centre_on(centroids);
    std::fill_n(labels_, points_.n_samples, L{0});
  }
  screening_ = screen_.set(centroids);
  if (!first_) bounds_.move(engine, previous_.data(), centroids, screening_);
  for (std::size_t i = 0; i < worker_count_; ++i) {
    workers_[i].changed = 0;
    workers_[i].looked = 0;
    std::fill_n(workers_[i].radius.data(), k_, 0.0F);
  }
  sums_ = block_sum_.run_chunks(engine.executor, width(),
                                [&](std::size_t begin, std::size_t end, int worker, TreeStack& stack) {
                                  ExactWorker& w = workers_[static_cast<std::size_t>(worker)];
                                  for (; begin < end; begin += span_rows_) {
                                    const Span span{begin, std::min(span_rows_, end - begin)};
                                    assign_span(w, span);
                                    push_sums(w, span, stack);
                                  }
                                });
  std::size_t changed = 0;
  std::size_t looked = 0;
  for (std::size_t i = 0; i < worker_count_; ++i) {
    changed += workers_[i].changed;
    looked += workers_[i].looked;
    if (i == 0) continue;
    for (std::size_t c = 0; c < k_; ++c) {
      workers_[0].radius[c] = std::max(workers_[0].radius[c], workers_[i].radius[c]);
    }
  }
  bounds_.raise_radii(workers_[0].radius.span(), looked == points_.n_samples);
  std::copy_n(centroids, k_ * d_, previous_.data());
  if (!first_) return changed;
  first_ = false;
  return points_.n_samples;
}

template <class L>
const Label* ExactPass<L>::labels(Engine& /*engine*/) {
  std::copy_n(labels_, points_.n_samples, wide_labels_);
  return wide_labels_;
}

template <class L>
void ExactPass<L>::assign_span(ExactWorker& w, Span span) {
  std::fill_n(w.dirty.data(), kSpanBlocks * k_, std::uint8_t{0});
  w.open_count = 0;
  if (first_ || !screening_) {
    look_at_all(w, span);
  } else {
    const std::size_t failing = collect_failing(w, span);
    if (read_ahead_ && failing * kRowsPerFailing > span.rows) read_ahead(w, span);
    if (failing > 0) look_at_failing(w, span, failing);
  }
  if (w.open_count > 0) settle_open(w, span);
}

template <class L>
std::size_t ExactPass<L>::collect_failing(ExactWorker& w, Span span) const {
  const auto collect = [&](auto kernel) {
    return kernel(keep_ + span.begin, labels_ + span.begin, bounds_.limits(), k_, span.rows, w.failing.data());
  };
  if constexpr (sizeof(L) == 1) {
    return collect(engine_->kernels.collect8);
  } else {
    return collect(engine_->kernels.collect16);
  }
}

template <class L>
void ExactPass<L>::read_ahead(ExactWorker& w, Span span) const {
  constexpr std::size_t kLine = Buffer<char>::kAlignment / sizeof(double);
  const double* values = points_.row(span.begin);
  double sum = 0;
  for (std::size_t i = 0; i < span.rows * d_; i += kLine) sum += values[i];
  w.sink = sum;
}

template <class L>
void ExactPass<L>::look_at_all(ExactWorker& w, Span span) {
  w.looked += span.rows;
  for (std::size_t begin = 0; begin < span.rows; begin += kScreenRows) {
    const std::size_t count = std::min(kScreenRows, span.rows - begin);
    if (screening_) {
      screen_in_order(w, span, begin, count);
    } else {
      for (std::size_t p = 0; p < count; ++p) w.open[w.open_count++] = static_cast<RowIndex>(begin + p);
    }
    if (w.open_count + kScreenRows > kOpenRows) settle_open(w, span);
  }
}

template <class L>
void ExactPass<L>::screen_in_order(ExactWorker& w, Span span, std::size_t begin, std::size_t count) {
  const double* pointers[kScreenRows];
  for (std::size_t p = 0; p < count; ++p) pointers[p] = points_.row(span.begin + begin + p);
  for (std::size_t p = count; p < kScreenRows; ++p) pointers[p] = pointers[count - 1];
  Screened screened;
  engine_->kernels.screen(pointers, count, d_, screen_.table(), bounds_.all(), w.panel.data(), screened);
  const L* labels = labels_ + span.begin + begin;
  float* keep = keep_ + span.begin + begin;
  unsigned moved = 0;
  for (std::size_t p = 0; p < count; ++p) {
    const auto label = static_cast<std::size_t>(screened.position[p]);
    moved |= static_cast<unsigned>(labels[p] != label) << p;
    keep[p] = bounds_.keep(label, screened.gap[p]);
    if (screened.upper[p] > w.radius[label]) w.radius[label] = screened.upper[p];
  }
  const unsigned open = ~screened.proven & ((1U << count) - 1);
  for (unsigned rest = open; rest != 0; rest &= rest - 1) {
    w.open[w.open_count++] = static_cast<RowIndex>(begin + static_cast<std::size_t>(std::countr_zero(rest)));
  }
  for (unsigned rest = moved & ~open; rest != 0; rest &= rest - 1) {
    const auto p = static_cast<std::size_t>(std::countr_zero(rest));
    relabel(w, span, begin + p, static_cast<std::size_t>(screened.position[p]));
  }
}

template <class L>
void ExactPass<L>::look_at_failing(ExactWorker& w, Span span, std::size_t failing) {
  std::size_t candidates = failing * k_;
  if (bounds_.has_lists()) candidates = sort_failing(w, span, failing);
  if (failing * kCollectOverhead + candidates >= span.rows * (k_ + kStreamOverhead)) {
    look_at_all(w, span);
    return;
  }
  w.looked += failing;
  if (!bounds_.has_lists()) {
    screen_run(w, span, w.failing.data(), failing, bounds_.all());
    return;
  }
  const RowIndex* sorted = w.sorted.data();
  for (std::size_t c = 0; c < k_; ++c) {
    const std::size_t count = w.starts[c] - static_cast<std::size_t>(sorted - w.sorted.data());
    screen_run(w, span, sorted, count, bounds_.candidates(c));
    sorted += count;
  }
}

template <class L>
std::size_t ExactPass<L>::sort_failing(ExactWorker& w, Span span, std::size_t failing) {
  const L* labels = labels_ + span.begin;
  std::uint32_t* starts = w.starts.data();
  std::fill_n(starts, k_ + 1, 0U);
  for (std::size_t f = 0; f < failing; ++f) ++starts[labels[w.failing[f]] + 1U];
  std::size_t candidates = 0;
  for (std::size_t c = 0; c < k_; ++c) {
    candidates += starts[c + 1] * bounds_.candidates(c).count;
    starts[c + 1] += starts[c];
  }
  // Each start moves to the end of its cluster, which is the start of the next.
  for (std::size_t f = 0; f < failing; ++f) w.sorted[starts[labels[w.failing[f]]]++] = w.failing[f];
  return candidates;
}

template <class L>
void ExactPass<L>::screen_run(ExactWorker& w, Span span, const RowIndex* rows, std::size_t count,
                              const Candidates& among) {
  for (std::size_t at = 0; at < count; at += kScreenRows) {
    screen_rows(w, span, rows + at, std::min(kScreenRows, count - at), among);
  }
}

template <class L>
void ExactPass<L>::screen_rows(ExactWorker& w, Span span, const RowIndex* rows, std::size_t count,
                               const Candidates& among) {
  const double* pointers[kScreenRows];
  // A short panel is filled up with its last row.
  for (std::size_t p = 0; p < count; ++p) pointers[p] = points_.row(span.begin + rows[p]);
  for (std::size_t p = count; p < kScreenRows; ++p) pointers[p] = pointers[count - 1];
  Screened screened;
  engine_->kernels.screen(pointers, count, d_, screen_.table(), among, w.panel.data(), screened);
  float* keep = keep_ + span.begin;
  unsigned rest = (1U << count) - 1;
  if (among.index != nullptr) {
    // Most rows stay where they are.
    const std::size_t own = among.index[0];
    for (std::size_t p = 0; p < count; ++p) keep[rows[p]] = bounds_.keep(own, screened.gap[p]);
    if (screened.own_upper > w.radius[own]) w.radius[own] = screened.own_upper;
    rest &= screened.moved | ~screened.proven;
  }
  for (; rest != 0; rest &= rest - 1) {
    const auto p = static_cast<std::size_t>(std::countr_zero(rest));
    if ((screened.proven >> p & 1U) == 0) {
      w.open[w.open_count++] = rows[p];
      continue;
    }
    const std::size_t label = among.label(static_cast<std::size_t>(screened.position[p]));
    keep[rows[p]] = bounds_.keep(label, screened.gap[p]);
    if (screened.upper[p] > w.radius[label]) w.radius[label] = screened.upper[p];
    relabel(w, span, rows[p], label);
  }
  if (w.open_count + kScreenRows > kOpenRows) settle_open(w, span);
}

template <class L>
void ExactPass<L>::settle_open(ExactWorker& w, Span span) {
  const std::size_t count = w.open_count;
  for (std::size_t o = 0; o < count; ++o) {
    std::copy_n(points_.row(span.begin + w.open[o]), d_, w.gathered.data() + o * d_);
  }
  const Kernels& kernels = engine_->kernels;
  kernels.assign(w.gathered.data(), count, d_, centroids_, k_, w.fresh.data(), w.scratch.data());
  kernels.own_distances(w.gathered.data(), count, d_, centroids_, w.fresh.data(), w.distances.data());
  for (std::size_t o = 0; o < count; ++o) {
    const auto label = static_cast<std::size_t>(w.fresh[o]);
    const std::size_t row = w.open[o];
    keep_[span.begin + row] = kNeverSafe;
    // A distance that is NaN says no more than one that is infinite: every list of this cluster must end.
    const double distance = w.distances[o] >= 0 ? w.distances[o] : std::numeric_limits<double>::infinity();
    w.radius[label] = std::max(w.radius[label], static_cast<float>(std::sqrt(distance) * (1 + 0x1p-20)));
    relabel(w, span, row, label);
  }
  w.open_count = 0;
}

template <class L>
void ExactPass<L>::relabel(ExactWorker& w, Span span, std::size_t row, std::size_t label) {
  std::uint8_t* dirty = w.dirty.data() + row / kBlockRows * k_;
  L& old = labels_[span.begin + row];
  // No branch: whether a row changes its cluster is hard to foresee.
  const bool moved = old != label;
  dirty[old] |= static_cast<std::uint8_t>(moved);
  dirty[label] |= static_cast<std::uint8_t>(moved);
  old = static_cast<L>(label);
  w.changed += moved ? 1 : 0;
}

template <class L>
void ExactPass<L>::accumulate(std::size_t begin, const RowIndex* rows, std::size_t count, double* sums) {
  const auto add = [&](auto kernel) {
    kernel(points_.row(begin), rows, count, d_, labels_ + begin, sums, sums + k_ * d_);
  };
  if constexpr (sizeof(L) == 1) {
    add(engine_->kernels.accumulate8);
  } else {
    add(engine_->kernels.accumulate16);
  }
}

template <class L>
void ExactPass<L>::push_sums(ExactWorker& w, Span span, TreeStack& stack) {
  for (std::size_t offset = 0; offset < span.rows; offset += kBlockRows) {
    const std::size_t begin = span.begin + offset;
    const std::size_t rows = std::min(kBlockRows, span.rows - offset);
    if (kept_sums_.size() == 0) {
      accumulate(begin, nullptr, rows, stack.next());
    } else {
      double* kept = kept_sums_.data() + begin / kBlockRows * width();
      refresh_sums(w, begin, rows, w.dirty.data() + offset / kBlockRows * k_, kept);
      std::copy_n(kept, width(), stack.next_unset());
    }
    stack.push();
  }
}

template <class L>
void ExactPass<L>::refresh_sums(ExactWorker& w, std::size_t begin, std::size_t rows, const std::uint8_t* dirty,
                                double* sums) {
  double members = 0;
  std::size_t clusters = 0;
  // The first time there are no sums yet to read.
  for (std::size_t c = 0; c < k_ && !first_; ++c) {
    if (dirty[c] == 0) continue;
    ++clusters;
    members += sums[k_ * d_ + c];
  }
  if (!first_ && clusters == 0) return;
  // Sums are made anew from their rows, in order: adding and subtracting the rows that moved would round differently.
  if (first_ || members * 2 > static_cast<double>(rows)) {
    std::fill_n(sums, width(), 0.0);
    accumulate(begin, nullptr, rows, sums);
    return;
  }
  for (std::size_t c = 0; c < k_; ++c) {
    if (dirty[c] == 0) continue;
    std::fill_n(sums + c * d_, d_, 0.0);
    sums[k_ * d_ + c] = 0;
  }
  const L* labels = labels_ + begin;
  RowIndex* mine = w.failing.data();
  std::size_t count = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    mine[count] = static_cast<RowIndex>(i);
    count += dirty[labels[i]];
  }
  accumulate(begin, mine, count, sums);
}

}  // namespace

std::unique_ptr<Pass> make_exact_pass(std::size_t k) {
  if (exact_label_bytes(k) == 1) return std::make_unique<ExactPass<std::uint8_t>>();
  return std::make_unique<ExactPass<std::uint16_t>>();
}

}  // namespace kmeans::detail
