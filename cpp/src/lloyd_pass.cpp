#include <algorithm>

#include "blocks.h"
#include "buffer.h"
#include "pass.h"

namespace kmeans::detail {
namespace {

class LloydPass final : public Pass {
 public:
  bool begin(Engine& engine, MatrixView points, std::size_t k, RowMemory& /*memory*/) override {
    const int threads = engine.executor.threads();
    points_ = points;
    k_ = k;
    chunks_ = make_chunks(points.n_samples, threads);
    if (!labels_.resize(points.n_samples) || !changes_.resize(chunks_.count) ||
        !panels_.resize(static_cast<std::size_t>(threads) * panel_size()) ||
        !sums_.reserve(points.n_samples, width(), threads)) {
      return false;
    }
    std::fill_n(labels_.data(), points.n_samples, Label{-1});
    return true;
  }

  std::size_t assign(Engine& engine, const double* centroids) override {
    engine.executor.run(chunks_.count, [&](std::size_t chunk, int worker) {
      const std::size_t begin = chunks_.begin(chunk);
      changes_[chunk] = engine.kernels.assign(points_.row(begin), chunks_.end(chunk) - begin, points_.n_features,
                                              centroids, k_, labels_.data() + begin,
                                              panels_.data() + static_cast<std::size_t>(worker) * panel_size());
    });
    std::size_t changed = 0;
    for (std::size_t chunk = 0; chunk < chunks_.count; ++chunk) changed += changes_[chunk];
    return changed;
  }

  const double* sums(Engine& engine) override {
    return sums_.run(engine.executor, width(), [&](std::size_t begin, std::size_t end, double* slot) {
      engine.kernels.accumulate(points_.row(begin), nullptr, end - begin, points_.n_features, labels_.data() + begin,
                                slot, slot + k_ * points_.n_features);
    });
  }

  const Label* labels(Engine& /*engine*/) override { return labels_.data(); }

 private:
  [[nodiscard]] std::size_t width() const { return k_ * (points_.n_features + 1); }
  [[nodiscard]] std::size_t panel_size() const { return kMaxPanelRows * points_.n_features; }

  MatrixView points_;
  std::size_t k_ = 0;
  Chunks chunks_{};
  Buffer<Label> labels_;
  Buffer<std::size_t> changes_;  ///< Changed labels in each chunk.
  Buffer<double> panels_;        ///< Scratch of the kernels, one a thread.
  BlockSum sums_;
};

}  // namespace

std::unique_ptr<Pass> make_lloyd_pass() { return std::make_unique<LloydPass>(); }

}  // namespace kmeans::detail
