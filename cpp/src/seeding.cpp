#include "seeding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kmeans::detail {
namespace {

/// Asking whether a row can be skipped costs about 2 ns, which its distance does up to this many features.
constexpr std::size_t kFeaturesWorthSkipping = 48;
/// Covers the rounding of squared distances, relative: docs/exactness.md.
constexpr double kSlack = 1.0 - 1e-12;

/// Sums of consecutive blocks, each in ascending order. Full groups run side by side: N independent chains.
void sum_blocks(const double* values, std::size_t rows, double* totals) {
  while (rows >= kBlocksTogether * kBlockRows) {
    double sums[kBlocksTogether] = {};
    for (std::size_t i = 0; i < kBlockRows; ++i) {
      for (std::size_t b = 0; b < kBlocksTogether; ++b) sums[b] += values[b * kBlockRows + i];
    }
    totals = std::copy_n(sums, kBlocksTogether, totals);
    values += kBlocksTogether * kBlockRows;
    rows -= kBlocksTogether * kBlockRows;
  }
  while (rows > 0) {
    const std::size_t count = std::min(rows, kBlockRows);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += values[i];
    *totals++ = sum;
    values += count;
    rows -= count;
  }
}

}  // namespace

std::size_t weighted_row(double u, double total, std::span<const double> block_totals, std::span<const double> d2) {
  if (total == 0 || !std::isfinite(total)) return static_cast<std::size_t>(u * static_cast<double>(d2.size()));
  const double target = u * total;
  double before = 0;  // mass before `block`, the last one so far that has any
  std::size_t block = 0;
  double mass = 0;
  for (std::size_t b = 0; b < block_totals.size() && mass <= target; ++b) {
    if (block_totals[b] > 0) {
      block = b;
      before = mass;
    }
    mass += block_totals[b];
  }
  const std::size_t begin = block * kBlockRows;
  const std::size_t end = std::min(begin + kBlockRows, d2.size());
  std::size_t last_positive = begin;
  mass = before;
  for (std::size_t i = begin; i < end; ++i) {
    mass += d2[i];
    if (mass > target) return i;
    if (d2[i] > 0) last_positive = i;
  }
  return last_positive;
}

bool Seeding::reserve(MatrixView points, const Params& params, int threads) {
  if (params.init == Init::kGiven) return true;
  if (params.init == Init::kRandom) return rows_.resize(points.n_samples);
  const std::size_t blocks = block_count(points.n_samples);
  const auto workers = static_cast<std::size_t>(threads);
  const std::size_t doubles = (kBlocksTogether + 1) * kBlockRows + kGatherRows * points.n_features;
  return block_totals_.resize(blocks) && tree_.resize(blocks) && skip_.resize(params.k) &&
         doubles_.resize(workers * doubles) && indices_.resize(workers * kBlockRows);
}

Seeding::Scratch Seeding::scratch(int worker, std::size_t d) {
  const auto w = static_cast<std::size_t>(worker);
  double* fresh = doubles_.data() + w * ((kBlocksTogether + 1) * kBlockRows + kGatherRows * d);
  double* distances = fresh + kBlocksTogether * kBlockRows;
  return {fresh, distances + kBlockRows, distances, indices_.data() + w * kBlockRows};
}

void Seeding::run(Engine& engine, MatrixView points, const Params& params, std::span<const double> given,
                  RowMemory& memory, double* centroids) {
  d2_ = memory.eight.data();
  nearest_ = memory.two.data();
  n_samples_ = points.n_samples;
  switch (params.init) {
    case Init::kGiven: std::copy(given.begin(), given.end(), centroids); break;
    case Init::kRandom: random_rows(points, params, centroids); break;
    case Init::kKmeansPlusPlus:
    case Init::kGreedy: weighted_rows(engine, points, params, centroids); break;
  }
}

void Seeding::random_rows(MatrixView points, const Params& params, double* centroids) {
  Rng rng(params.seed);
  const std::size_t n = points.n_samples;
  for (std::size_t i = 0; i < n; ++i) rows_[i] = static_cast<std::uint32_t>(i);
  for (std::size_t c = 0; c < params.k; ++c) {
    std::swap(rows_[c], rows_[c + rng.below(n - c)]);
    std::copy_n(points.row(rows_[c]), points.n_features, centroids + c * points.n_features);
  }
}

void Seeding::weighted_rows(Engine& engine, MatrixView points, const Params& params, double* centroids) {
  Rng rng(params.seed);
  const std::size_t d = points.n_features;
  const bool greedy = params.init == Init::kGreedy;
  const auto trials = 2 + static_cast<std::size_t>(std::log(static_cast<double>(params.k)));
  std::size_t row = rng.below(points.n_samples);
  for (std::size_t c = 0;; ++c) {
    std::copy_n(points.row(row), d, centroids + c * d);
    if (c + 1 == params.k) return;
    lower(engine, points, centroids, c);
    row = greedy ? greedy_draw(engine, points, rng, trials, c + 1, centroids) : weighted_draw(rng);
  }
}

/// A row at squared distance D^2 from its centre `a` is no nearer to `z` while |z - a| >= 2 D: exact skipping after
/// Raff, "Exact acceleration of k-means++ and k-means||", 2021. Null where skipping does not pay.
const double* Seeding::skips(Engine& engine, std::size_t d, const double* centroids, std::size_t chosen,
                             const double* centre) {
  if (chosen == 0 || !skipping_) return nullptr;
  engine.kernels.distances(centroids, chosen, d, centre, skip_.data());
  for (std::size_t a = 0; a < chosen; ++a) {
    const double most = skip_[a] / 4 * kSlack;
    skip_[a] = std::isfinite(most) ? most : -1;
  }
  return skip_.data();
}

std::size_t Seeding::minimum(Engine& engine, MatrixView points, const double* centre, const double* skip,
                             std::size_t begin, std::size_t rows, std::size_t chosen, Scratch s, double* out) {
  const std::size_t d = points.n_features;
  const double* d2 = d2_ + begin;
  std::uint16_t* nearest = nearest_ + begin;
  const bool lowering = out == d2;
  // Who won is only asked where rows are skipped by it.
  const bool noting = lowering && skipping_;
  std::size_t count = rows;
  if (skip != nullptr) {
    count = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      s.rows[count] = static_cast<std::uint32_t>(i);
      count += d2[i] <= skip[nearest[i]] ? 0U : 1U;
    }
  }
  if (count * 2 > rows) {
    engine.kernels.distances(points.row(begin), rows, d, centre, s.distances);
    if (noting) {
      for (std::size_t i = 0; i < rows; ++i) {
        nearest[i] = s.distances[i] < d2[i] ? static_cast<std::uint16_t>(chosen) : nearest[i];
      }
    }
    engine.kernels.smaller(s.distances, d2, rows, out);
    return rows;
  }
  if (!lowering) std::copy_n(d2, rows, out);
  for (std::size_t first = 0; first < count; first += kGatherRows) {
    const std::size_t some = std::min(kGatherRows, count - first);
    for (std::size_t r = 0; r < some; ++r) {
      std::copy_n(points.row(begin + s.rows[first + r]), d, s.gathered + r * d);
    }
    engine.kernels.distances(s.gathered, some, d, centre, s.distances);
    for (std::size_t r = 0; r < some; ++r) {
      const std::size_t i = s.rows[first + r];
      if (!(s.distances[r] < d2[i])) continue;
      out[i] = s.distances[r];
      if (noting) nearest[i] = static_cast<std::uint16_t>(chosen);
    }
  }
  return count;
}

template <class Out>
void Seeding::sweep(Engine& engine, MatrixView points, const double* centre, const double* skip, std::size_t chosen,
                    double* totals, Out&& out) {
  const Chunks chunks = make_chunks(n_samples_, engine.executor.threads());
  looked_at_ = 0;
  engine.executor.run(chunks.count, [&](std::size_t chunk, int worker) {
    const Scratch s = scratch(worker, points.n_features);
    const std::size_t last = chunks.end(chunk);
    for (std::size_t begin = chunks.begin(chunk); begin < last; begin += kBlocksTogether * kBlockRows) {
      const std::size_t end = std::min(begin + kBlocksTogether * kBlockRows, last);
      double* values = out(begin, s);
      std::size_t looked_at = 0;
      for (std::size_t block = begin; block < end; block += kBlockRows) {
        looked_at += minimum(engine, points, centre, skip, block, std::min(kBlockRows, end - block), chosen, s,
                             values + (block - begin));
      }
      looked_at_.fetch_add(looked_at, std::memory_order_relaxed);
      sum_blocks(values, end - begin, totals + begin / kBlockRows);
    }
  });
}

void Seeding::lower(Engine& engine, MatrixView points, const double* centroids, std::size_t chosen) {
  const double* centre = centroids + chosen * points.n_features;
  if (chosen == 0) {
    skipping_ = points.n_features >= kFeaturesWorthSkipping;
    std::fill_n(d2_, n_samples_, std::numeric_limits<double>::infinity());
    if (skipping_) std::fill_n(nearest_, n_samples_, std::uint16_t{0});
  }
  const double* skip = skips(engine, points.n_features, centroids, chosen, centre);
  sweep(engine, points, centre, skip, chosen, block_totals_.data(),
        [&](std::size_t begin, const Scratch&) { return d2_ + begin; });
  // Data without clusters skip little, and asking is not free.
  if (skip != nullptr && 10 * looked_at_ > 9 * n_samples_) skipping_ = false;
  std::copy_n(block_totals_.data(), block_totals_.size(), tree_.data());
  total_ = tree_sum(tree_.span());
}

double Seeding::potential(Engine& engine, MatrixView points, const double* centre, std::size_t chosen,
                          const double* centroids) {
  const double* skip = skips(engine, points.n_features, centroids, chosen, centre);
  sweep(engine, points, centre, skip, chosen, tree_.data(), [](std::size_t, const Scratch& s) { return s.fresh; });
  return tree_sum(tree_.span());
}

std::size_t Seeding::weighted_draw(Rng& rng) const {
  return weighted_row(rng.uniform(), total_, block_totals_.span(), {d2_, n_samples_});
}

std::size_t Seeding::greedy_draw(Engine& engine, MatrixView points, Rng& rng, std::size_t trials, std::size_t chosen,
                                 const double* centroids) {
  constexpr std::size_t kMostTrials = 2 + 8;  // ln 4096 is 8.3
  std::size_t candidates[kMostTrials] = {};
  for (std::size_t t = 0; t < trials; ++t) candidates[t] = weighted_draw(rng);
  std::size_t best = candidates[0];
  double best_potential = std::numeric_limits<double>::infinity();
  for (std::size_t t = 0; t < trials; ++t) {
    const double left = potential(engine, points, points.row(candidates[t]), chosen, centroids);
    if (left < best_potential) {
      best_potential = left;
      best = candidates[t];
    }
  }
  return best;
}

}  // namespace kmeans::detail
