#include "bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kmeans::detail {
namespace {

/// A list of this many centroids costs next to nothing to keep; a longer one must leave out a quarter of all centroids,
/// and is not worth its sorting beyond the most.
constexpr std::size_t kFewEntries = 24;
constexpr std::size_t kMostEntries = 192;
/// Centroids this much farther than needed stay in a list, so that lists rarely grow: growth costs a look at every row.
constexpr double kHysteresis = 1.15;
/// Covers the rounding of any distance computed here, relative: d <= 1024 additions in float64.
constexpr double kSlack = 1.0 + 1e-12;

double distance(const double* a, const double* b, std::size_t d) {
  double s = 0;
  for (std::size_t j = 0; j < d; ++j) {
    const double t = a[j] - b[j];
    s += t * t;
  }
  return std::sqrt(s);
}

float round_up(double value) { return static_cast<float>(value * (1.0 + 0x1p-22)); }
float round_down(double value) { return static_cast<float>(value * (1.0 - 0x1p-22)); }

}  // namespace

bool Bounds::reserve(std::size_t k, std::size_t d, int threads, bool with_lists) {
  k_ = k;
  d_ = d;
  stride_ = with_lists ? std::min({k, std::max(kFewEntries, k * 3 / 4), kMostEntries}) : 0;
  const auto workers = static_cast<std::size_t>(threads);
  return moved_.resize(k) && drift_.resize(k) && radius_.resize(k) && limit_.resize(k) && drift_down_.resize(k) &&
         entries_.resize(k * stride_) && reach_.resize(k * stride_) && size_.resize(k) && grown_.resize(k) &&
         squared_.resize(stride_ == 0 ? 0 : workers * k) && listed_.resize(stride_ == 0 ? 0 : workers * k);
}

void Bounds::reset() {
  std::fill_n(drift_.data(), k_, 0.0);
  std::fill_n(drift_down_.data(), k_, 0.0F);
  std::fill_n(radius_.data(), k_, 0.0);
  std::fill_n(limit_.data(), k_, std::numeric_limits<float>::infinity());
  std::fill_n(size_.data(), k_, std::uint16_t{0});
  std::fill_n(listed_.data(), listed_.size(), std::uint8_t{0});
  has_lists_ = false;
}

void Bounds::raise_radii(std::span<const float> upper, bool fresh) {
  for (std::size_t c = 0; c < k_; ++c) {
    const auto seen = static_cast<double>(upper[c]);
    radius_[c] = fresh ? seen : std::max(radius_[c], seen);
  }
}

bool Bounds::rebuild_list(std::size_t c, const double* squared, std::uint8_t* listed) {
  const double reach = 2 * radius_[c] * kSlack;
  const double needed = reach * reach * kSlack;
  const double welcome = needed * kHysteresis * kHysteresis;
  const bool had_all = size_[c] == 0;
  std::uint16_t* entries = entries_.data() + c * stride_;
  const std::size_t had = size_[c];
  for (std::size_t e = 0; e < had; ++e) listed[entries[e]] = 1;
  bool grown = false;
  for (std::size_t other = 0; other < k_ && !had_all; ++other) {
    grown |= listed[other] == 0 && squared[other] <= needed;
  }
  // The old order comes first: it is nearly the new one. A list that must grow is made with room to spare, as every row
  // of the cluster is looked at anyway.
  std::size_t count = 0;
  for (std::size_t e = 0; e < had; ++e) {
    const std::uint16_t other = entries[e];
    if (squared[other] <= welcome) entries[count++] = other;
  }
  for (std::size_t other = 0; other < k_; ++other) {
    if (listed[other] != 0 || squared[other] > (had_all || grown ? welcome : needed)) continue;
    if (count < stride_) entries[count] = static_cast<std::uint16_t>(other);
    ++count;
  }
  std::fill_n(listed, k_, std::uint8_t{0});
  size_[c] = count > stride_ ? 0 : static_cast<std::uint16_t>(count);
  if (size_[c] == 0) return !had_all;
  sort_list(c, squared);
  return grown;
}

void Bounds::sort_list(std::size_t c, const double* squared) {
  std::uint16_t* entries = entries_.data() + c * stride_;
  const std::size_t count = size_[c];
  // The own centroid first, even where another lies on it.
  const auto key = [&](std::uint16_t other) { return other == c ? -1.0 : squared[other]; };
  // Insertion: after the first time the list is nearly sorted.
  for (std::size_t e = 1; e < count; ++e) {
    const std::uint16_t entry = entries[e];
    std::size_t at = e;
    for (; at > 0 && key(entries[at - 1]) > key(entry); --at) entries[at] = entries[at - 1];
    entries[at] = entry;
  }
  float* reach = reach_.data() + c * stride_;
  for (std::size_t e = 0; e < count; ++e) reach[e] = round_down(std::sqrt(squared[entries[e]]) / kSlack);
}

void Bounds::move(Engine& engine, const double* previous, const double* centroids, bool finite) {
  double most = 0;
  double next_most = 0;
  std::size_t fastest = 0;
  for (std::size_t c = 0; c < k_; ++c) {
    double moved = distance(previous + c * d_, centroids + c * d_, d_) * kSlack;
    // A centroid that moved by infinity or NaN proves nothing ever again.
    if (!std::isfinite(moved)) moved = std::numeric_limits<double>::infinity();
    moved_[c] = moved;
    radius_[c] = (radius_[c] + moved) * kSlack;
    if (moved > most) {
      next_most = most;
      most = moved;
      fastest = c;
    } else {
      next_most = std::max(next_most, moved);
    }
  }
  std::fill_n(grown_.data(), k_, std::uint8_t{0});
  if (!finite) {
    std::fill_n(size_.data(), k_, std::uint16_t{0});
    std::fill_n(grown_.data(), k_, std::uint8_t{1});
  } else if (stride_ > 0) {
    const std::size_t tasks = std::min(k_, static_cast<std::size_t>(engine.executor.threads()) * 4);
    engine.executor.run(tasks, [&](std::size_t task, int worker) {
      double* squared = squared_.data() + static_cast<std::size_t>(worker) * k_;
      std::uint8_t* listed = listed_.data() + static_cast<std::size_t>(worker) * k_;
      for (std::size_t c = task; c < k_; c += tasks) {
        engine.kernels.distances(centroids, k_, d_, centroids + c * d_, squared);
        grown_[c] = rebuild_list(c, squared, listed) ? 1 : 0;
      }
    });
  }
  has_lists_ = std::any_of(size_.data(), size_.data() + k_, [](std::uint16_t size) { return size != 0; });
  for (std::size_t c = 0; c < k_; ++c) {
    double others = fastest == c ? next_most : most;
    if (size_[c] != 0) {
      others = 0;
      for (const std::uint16_t other : list(c)) {
        if (other != c) others = std::max(others, moved_[other]);
      }
    }
    drift_[c] = (drift_[c] + moved_[c] + others) * kSlack;
    drift_down_[c] = round_down(drift_[c]);
    limit_[c] = grown_[c] != 0 ? std::numeric_limits<float>::infinity() : round_up(drift_[c]);
  }
}

}  // namespace kmeans::detail
