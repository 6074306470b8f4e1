#include "report.h"

#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hash.h"
#include "number.h"

namespace kmeans::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Version of the JSON reports.
constexpr int kSchema = 1;

/// Names of files and columns need not be UTF-8; JSON must.
void write(std::ostream& out, const Json& json) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Json common(const Setting& setting, const char* command) {
  const Points& points = setting.points;
  return {{"schema", kSchema},
          {"version", KMEANS_VERSION},
          {"command", command},
          {"contract", {{"blockRows", kBlockRows}}},
          {"dataset",
           {{"sha256", sha256_of(std::span<const double>(points.values))},
            {"n", points.n()},
            {"d", points.d()},
            {"source", setting.options.input.features > 0 ? "f64" : "csv"},
            {"file", points.name}}},
          {"threads", setting.threads},
          {"kernels", setting.kernels},
          {"loadMs", setting.load_ms}};
}

Json params_of(const Setting& setting, std::size_t k) {
  const Params& params = setting.options.params;
  return {{"n", setting.points.n()}, {"d", setting.points.d()},      {"k", k},
          {"seed", params.seed},     {"init", name_of(params.init)}, {"stop", name_of(params.stop)},
          {"tol", params.tol},       {"maxIter", params.max_iter},   {"empty", name_of(params.empty)}};
}

Json json_of(const FitReport& fit) {
  return {{"k", fit.k},
          {"iterations", fit.summary.iterations},
          {"converged", fit.summary.converged},
          {"inertia", fit.summary.inertia},
          {"labelsSha256", fit.labels_sha256},
          {"centroidsSha256", fit.centroids_sha256},
          {"fitMs", fit.fit_ms}};
}

std::string milliseconds(double ms) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(ms < 100 ? 2 : 0) << ms << " ms";
  return text.str();
}

/// One line of a text report.
void line(std::ostream& out, const char* name, const std::string& value) {
  constexpr int kNameWidth = 19;
  out << std::left << std::setw(kNameWidth) << name << value << '\n';
}

void describe_points(std::ostream& out, const Setting& setting) {
  const Points& points = setting.points;
  line(out, "points",
       points.name + ", " + std::to_string(points.n()) + " x " + std::to_string(points.d()) + ", read in " +
           milliseconds(setting.load_ms));
}

std::string describe_engine(const Setting& setting) {
  return std::string(name_of(setting.options.engine)) + " (" + setting.kernels + ", " +
         std::to_string(setting.threads) + (setting.threads == 1 ? " thread)" : " threads)");
}

std::string defined(double value) { return std::isnan(value) ? "not defined" : number_text(value); }

}  // namespace

void report_fit(std::ostream& out, const Setting& setting, const FitReport& fit) {
  if (setting.options.json) {
    Json json = common(setting, "fit");
    json["params"] = params_of(setting, fit.k);
    json["engine"] = name_of(setting.options.engine);
    json.update(json_of(fit));
    write(out, json);
    return;
  }
  describe_points(out, setting);
  line(out, "k", std::to_string(fit.k));
  line(out, "iterations",
       std::to_string(fit.summary.iterations) + (fit.summary.converged ? ", converged" : ", not converged"));
  line(out, "inertia", number_text(fit.summary.inertia));
  line(out, "labels sha256", fit.labels_sha256);
  line(out, "centroids sha256", fit.centroids_sha256);
  line(out, "fit", milliseconds(fit.fit_ms) + " by " + describe_engine(setting));
}

void report_sweep(std::ostream& out, const Setting& setting, const std::vector<FitReport>& fits, double fits_ms) {
  bool all_converged = true;
  for (const FitReport& fit : fits) {
    all_converged = all_converged && fit.summary.converged;
  }
  if (setting.options.json) {
    Json json = common(setting, "sweep");
    json["params"] = params_of(setting, fits.size());
    json["engine"] = name_of(setting.options.engine);
    json["fitMs"] = fits_ms;
    for (const FitReport& fit : fits) {
      Json row = json_of(fit);
      row.erase("fitMs");  // fits run side by side: only their total is known
      json["fits"].push_back(row);
    }
    write(out, json);
    return;
  }
  describe_points(out, setting);
  line(out, "fits", milliseconds(fits_ms) + " by " + describe_engine(setting));
  out << std::right << std::setw(5) << "k" << std::setw(12) << "iterations"
      << "  inertia\n";
  for (const FitReport& fit : fits) {
    out << std::setw(5) << fit.k << std::setw(11) << fit.summary.iterations << (fit.summary.converged ? ' ' : '*')
        << "  " << number_text(fit.summary.inertia) << '\n';
  }
  if (!all_converged) out << "* not converged within " << setting.options.params.max_iter << " iterations\n";
}

void report_predict(std::ostream& out, const Setting& setting, const FitReport& fit) {
  if (setting.options.json) {
    Json json = common(setting, "predict");
    json.update(Json{{"k", fit.k},
                     {"inertia", fit.summary.inertia},
                     {"labelsSha256", fit.labels_sha256},
                     {"centroidsSha256", fit.centroids_sha256},
                     {"predictMs", fit.fit_ms}});
    write(out, json);
    return;
  }
  describe_points(out, setting);
  line(out, "k", std::to_string(fit.k));
  line(out, "inertia", number_text(fit.summary.inertia));
  line(out, "labels sha256", fit.labels_sha256);
  line(out, "centroids sha256", fit.centroids_sha256);
}

void report_score(std::ostream& out, const Setting& setting, const ScoreReport& report) {
  const auto& [scores, silhouette, labels_sha256, ari, nmi] = report;
  const bool thinned = silhouette.rows < setting.points.n();
  const auto or_null = [](const auto& value, bool known) { return known ? Json(value) : Json(); };
  if (setting.options.json) {
    Json json = common(setting, "score");
    json.update(Json{{"clusters", scores.clusters},
                     {"inertia", scores.inertia},
                     {"silhouette", silhouette.score},
                     {"silhouetteRows", silhouette.rows},
                     {"silhouetteSampled", thinned},
                     {"daviesBouldin", scores.davies_bouldin},
                     {"calinskiHarabasz", scores.calinski_harabasz},
                     {"ari", or_null(ari.value_or(0), ari.has_value())},
                     {"nmi", or_null(nmi.value_or(0), nmi.has_value())},
                     {"labelsSha256", or_null(labels_sha256, !labels_sha256.empty())}});
    write(out, json);
    return;
  }
  describe_points(out, setting);
  line(out, "clusters", std::to_string(scores.clusters));
  line(out, "inertia", number_text(scores.inertia));
  line(out, "silhouette",
       defined(silhouette.score) + (thinned ? ", from a sample of " + std::to_string(silhouette.rows) +
                                                  " rows drawn with seed " + std::to_string(setting.options.params.seed)
                                            : ""));
  line(out, "Davies-Bouldin", defined(scores.davies_bouldin));
  line(out, "Calinski-Harabasz", defined(scores.calinski_harabasz));
  if (ari) line(out, "ARI", number_text(*ari));
  if (nmi) line(out, "NMI", number_text(*nmi));
}

}  // namespace kmeans::cli
