#include "commands.h"

#include <chrono>
#include <thread>
#include <utility>

#include "error.h"
#include "hash.h"
#include "kmeans/fit.h"
#include "kmeans/many.h"
#include "kmeans/metrics.h"
#include "labels.h"
#include "report.h"

namespace kmeans::cli {
namespace {

/// Time since it was made.
class Timer {
 public:
  [[nodiscard]] double ms() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

int thread_count(int wanted) { return wanted > 0 ? wanted : static_cast<int>(std::thread::hardware_concurrency()); }

/// What every command has: its points, and something to compute with.
struct Job {
  const Options& options;
  Timer timer;
  Points points;
  double load_ms;
  Workspace workspace;

  explicit Job(const Options& wanted)
      : options(wanted),
        points(read_points(wanted.input)),
        load_ms(timer.ms()),
        workspace(thread_count(wanted.threads),
                  wanted.engine == EngineName::kScalar ? KernelChoice::kScalar : KernelChoice::kBest) {}

  [[nodiscard]] Setting setting() const { return {options, points, workspace.threads(), workspace.kernels(), load_ms}; }
  [[nodiscard]] Params params(std::size_t k) const {
    Params params = options.params;
    params.k = k;
    params.algorithm = options.engine == EngineName::kExact ? Algorithm::kExact : Algorithm::kLloyd;
    return params;
  }
  /// The library's complaint is about these points.
  void must(const Status& status) const {
    if (!status.ok()) throw InputError(points.name + ": " + status.message);
  }
};

/// Fits points that are known to be finite.
FitReport fit_points(const Job& job, Stepper& stepper, MatrixView points, const Params& params,
                     std::span<const double> start) {
  FitReport report;
  const Timer timer;
  job.must(run(stepper, points, params, start, report.summary));
  report.fit_ms = timer.ms();
  report.k = params.k;
  report.labels_sha256 = sha256_of(stepper.labels());
  report.centroids_sha256 = sha256_of(stepper.centroids());
  return report;
}

std::vector<Label> copy_of(std::span<const Label> labels) { return {labels.begin(), labels.end()}; }

std::optional<CsvWriter> open_if_named(const std::string& path) {
  return path.empty() ? std::nullopt : std::optional<CsvWriter>(std::in_place, path);
}

/// Starting centroids of `--init FILE`; none for the other starts.
std::vector<double> given_start(const Job& job) {
  if (job.options.init_file.empty()) return {};
  return read_centroids(job.options.init_file, job.options.input.csv, job.points);
}

void fit_command(const Options& options, std::ostream& out) {
  Job job(options);
  const std::vector<double> start = given_start(job);
  const std::size_t given = start.size() / job.points.d();
  if (options.params.k != 0 && given != 0 && options.params.k != given) {
    throw InputError(options.init_file + ": the file has " + std::to_string(given) + " centroids, but --k is " +
                     std::to_string(options.params.k));
  }
  const Params params = job.params(given != 0 ? given : options.params.k);
  job.must(check_params(job.points.n(), job.points.d(), params, start));
  std::optional<CsvWriter> labels_out = open_if_named(options.labels);
  std::optional<CsvWriter> centroids_out = open_if_named(options.centroids);
  Stepper stepper(job.workspace);
  const FitReport report = fit_points(job, stepper, job.points.view(), params, start);
  if (labels_out) {
    const std::vector<Label> labels = copy_of(stepper.labels());
    const std::string name = "label";
    write_labels(*labels_out, job.points, {&name, 1}, {&labels, 1});
  }
  if (centroids_out) write_centroids(*centroids_out, job.points, stepper.centroids());
  report_fit(out, job.setting(), report);
}

void sweep_command(const Options& options, std::ostream& out) {
  Job job(options);
  const std::size_t k_max = options.params.k;
  std::vector<double> given = given_start(job);
  if (k_max > job.points.n()) {
    throw InputError(job.points.name + ": --k-max = " + std::to_string(k_max) + " is more than the " +
                     std::to_string(job.points.n()) + " points");
  }
  if (!given.empty() && given.size() < k_max * job.points.d()) {
    throw InputError(options.init_file + ": the file has " + std::to_string(given.size() / job.points.d()) +
                     " centroids, but --k-max is " + std::to_string(k_max));
  }
  if (!given.empty()) given.resize(k_max * job.points.d());
  CsvWriter labels_out(options.labels);
  std::vector<FitReport> fits(k_max);
  std::vector<std::vector<Label>> labels(k_max);
  const Timer timer;
  job.must(sweep(
      job.workspace, job.points.view(), job.params(k_max), k_max, given,
      [&](std::size_t index, const Summary& summary, std::span<const Label> found, std::span<const double> centroids) {
        labels[index] = copy_of(found);
        fits[index] = {index + 1, summary, sha256_of(found), sha256_of(centroids), 0};
      }));
  const double fits_ms = timer.ms();
  std::vector<std::string> names;
  for (std::size_t k = 1; k <= k_max; ++k) names.push_back(std::string("k").append(std::to_string(k)));
  write_labels(labels_out, job.points, names, labels);
  report_sweep(out, job.setting(), fits, fits_ms);
}

void predict_command(const Options& options, std::ostream& out) {
  Job job(options);
  const std::vector<double> centroids = read_centroids(options.centroids, options.input.csv, job.points);
  const std::size_t n = job.points.n();
  const std::size_t d = job.points.d();
  Params params = job.params(centroids.size() / d);
  params.init = Init::kGiven;
  params.max_iter = 0;
  CsvWriter labels_out(options.labels);
  // A fit wants as many rows as clusters, a prediction does not: copies of the first row make up the number.
  MatrixView view = job.points.view();
  std::vector<double> padded;
  if (n < params.k) {
    padded = job.points.values;
    while (padded.size() < params.k * d) padded.push_back(padded[padded.size() - n * d]);
    view = {padded.data(), params.k, d};
  }
  Stepper stepper(job.workspace);
  FitReport report = fit_points(job, stepper, view, params, centroids);
  const std::vector<Label> labels = copy_of(stepper.labels().first(n));
  report.labels_sha256 = sha256_of(labels);
  report.summary.inertia = inertia(job.points.view(), labels, centroids);
  const std::string name = "label";
  write_labels(labels_out, job.points, {&name, 1}, {&labels, 1});
  report_predict(out, job.setting(), report);
}

void score_command(const Options& options, std::ostream& out) {
  Job job(options);
  const CsvOptions& csv = options.input.csv;
  const Labels labels = read_labels({options.labels, options.label_column, csv}, job.points);
  std::optional<Labels> truth;
  if (!options.truth.empty()) truth = read_labels({options.truth, options.truth_column, csv}, job.points);
  const MatrixView points = job.points.view();
  ScoreReport report;
  report.scores = cluster_scores(points, labels.values);
  report.silhouette = silhouette(job.workspace, points, labels.values, options.silhouette_rows, options.params.seed);
  if (labels.numbers) report.labels_sha256 = sha256_of(labels.values);
  if (truth) {
    report.ari = adjusted_rand_index(labels.values, truth->values);
    report.nmi = normalized_mutual_info(labels.values, truth->values);
  }
  report_score(out, job.setting(), report);
}

}  // namespace

void run_command(const Options& options, std::ostream& out) {
  switch (options.command) {
    case Command::kFit: fit_command(options, out); break;
    case Command::kSweep: sweep_command(options, out); break;
    case Command::kPredict: predict_command(options, out); break;
    case Command::kScore: score_command(options, out); break;
  }
}

}  // namespace kmeans::cli
