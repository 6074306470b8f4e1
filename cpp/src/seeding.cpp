#include "seeding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kmeans::detail {
namespace {

/// Sum of one block, in ascending order.
double sum_of(const double* values, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += values[i];
  return sum;
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
  return d2_.resize(points.n_samples) && block_totals_.resize(blocks) && tree_.resize(blocks) &&
         scratch_.resize(static_cast<std::size_t>(threads) * kBlockRows);
}

void Seeding::run(Engine& engine, MatrixView points, const Params& params, std::span<const double> given,
                  double* centroids) {
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
    double* centre = centroids + c * d;
    std::copy_n(points.row(row), d, centre);
    if (c + 1 == params.k) return;
    lower(engine, points, centre, c == 0);
    row = greedy ? greedy_draw(engine, points, rng, trials) : weighted_draw(rng);
  }
}

void Seeding::lower(Engine& engine, MatrixView points, const double* centre, bool first) {
  const Chunks chunks = make_chunks(points.n_samples, engine.executor.threads());
  engine.executor.run(chunks.count, [&](std::size_t chunk, int worker) {
    double* fresh = scratch_.data() + static_cast<std::size_t>(worker) * kBlockRows;
    const std::size_t last = chunks.end(chunk);
    for (std::size_t begin = chunks.begin(chunk); begin < last; begin += kBlockRows) {
      const std::size_t rows = std::min(kBlockRows, last - begin);
      double* d2 = d2_.data() + begin;
      engine.kernels.distances(points.row(begin), rows, points.n_features, centre, first ? d2 : fresh);
      if (!first) {
        for (std::size_t i = 0; i < rows; ++i) d2[i] = fresh[i] < d2[i] ? fresh[i] : d2[i];
      }
      block_totals_[begin / kBlockRows] = sum_of(d2, rows);
    }
  });
  std::copy_n(block_totals_.data(), block_totals_.size(), tree_.data());
  total_ = tree_sum(tree_.span());
}

double Seeding::potential(Engine& engine, MatrixView points, const double* centre) {
  const Chunks chunks = make_chunks(points.n_samples, engine.executor.threads());
  engine.executor.run(chunks.count, [&](std::size_t chunk, int worker) {
    double* fresh = scratch_.data() + static_cast<std::size_t>(worker) * kBlockRows;
    const std::size_t last = chunks.end(chunk);
    for (std::size_t begin = chunks.begin(chunk); begin < last; begin += kBlockRows) {
      const std::size_t rows = std::min(kBlockRows, last - begin);
      const double* d2 = d2_.data() + begin;
      engine.kernels.distances(points.row(begin), rows, points.n_features, centre, fresh);
      for (std::size_t i = 0; i < rows; ++i) fresh[i] = fresh[i] < d2[i] ? fresh[i] : d2[i];
      tree_[begin / kBlockRows] = sum_of(fresh, rows);
    }
  });
  return tree_sum(tree_.span());
}

std::size_t Seeding::weighted_draw(Rng& rng) const {
  return weighted_row(rng.uniform(), total_, block_totals_.span(), d2_.span());
}

std::size_t Seeding::greedy_draw(Engine& engine, MatrixView points, Rng& rng, std::size_t trials) {
  constexpr std::size_t kMostTrials = 2 + 8;  // ln 4096 is 8.3
  std::size_t candidates[kMostTrials] = {};
  for (std::size_t t = 0; t < trials; ++t) candidates[t] = weighted_draw(rng);
  std::size_t best = candidates[0];
  double best_potential = std::numeric_limits<double>::infinity();
  for (std::size_t t = 0; t < trials; ++t) {
    const double left = potential(engine, points, points.row(candidates[t]));
    if (left < best_potential) {
      best_potential = left;
      best = candidates[t];
    }
  }
  return best;
}

}  // namespace kmeans::detail
