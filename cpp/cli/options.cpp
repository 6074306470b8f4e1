#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <sstream>

#include "error.h"

namespace kmeans::cli {
namespace {

/// The words of each choice, in the order of its enumeration.
constexpr std::array kEngines = {"exact", "lloyd", "scalar"};
constexpr std::array kInits = {"k-means++", "greedy", "random", "given"};
constexpr std::array kStops = {"labels", "tol", "fraction", "max_iter"};
constexpr std::array kEmptyPolicies = {"relocate", "keep", "reseed", "error"};
constexpr std::array kHeaders = {"auto", "yes", "no"};

/// What the flags fill that Options has in another form.
struct Raw {
  std::string init = "k-means++";
  std::optional<double> tol;
  std::string report = "text";
};

/// A flag that takes one of the words.
template <class Enum, std::size_t N>
void add_choice(CLI::App& app, const std::string& flag, Enum& value, const std::array<const char*, N>& words,
                const std::string& help) {
  const std::vector<std::string> known(words.begin(), words.end());
  app.add_option_function<std::string>(
         flag,
         [&value, known](const std::string& word) {
           value = static_cast<Enum>(std::find(known.begin(), known.end(), word) - known.begin());
         },
         help)
      ->check(CLI::IsMember(known))
      ->default_str(words[static_cast<std::size_t>(value)]);
}

void add_input(CLI::App& app, Options& options, Raw& raw) {
  app.add_option("--input", options.input.path, "Points: a CSV file, raw float64 (.f64), or - for standard input")
      ->required();
  app.add_option("--features", options.input.features, "Values a row of raw little-endian float64 input")
      ->check(CLI::Range(std::size_t{1}, kMaxFeatures));
  app.add_option("--id-column", options.input.csv.id_column, "Column to carry along and not to cluster on");
  app.add_option("--ignore", options.input.ignore, "Column to leave out, such as a truth; may be repeated")
      ->allow_extra_args(false);
  add_choice(app, "--header", options.input.csv.header, kHeaders, "Whether CSV files start with names");
  app.add_option("--threads", options.threads, "Threads to compute with; 0 is all")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
  app.add_option("--report", raw.report, "Report on standard output")
      ->check(CLI::IsMember(std::vector<std::string>{"text", "json"}))
      ->capture_default_str();
}

void add_fit_flags(CLI::App& app, Options& options, Raw& raw) {
  Params& params = options.params;
  app.add_option("--init", raw.init, "Start: k-means++, greedy, random, or a CSV file of centroids")
      ->capture_default_str();
  app.add_option("--seed", params.seed, "Seed of every random draw")
      ->check(CLI::Range(0U, std::numeric_limits<std::uint32_t>::max()))
      ->capture_default_str();
  app.add_option("--max-iter", params.max_iter, "Most centroid updates")
      ->check(CLI::Range(std::size_t{0}, kMaxIterations))
      ->capture_default_str();
  add_choice(app, "--stop", params.stop, kStops, "When the fit has converged");
  app.add_option("--tol", raw.tol, "Tolerance of --stop tol [0.0001], or the fraction of --stop fraction [0.01]")
      ->check(CLI::Range(0.0, std::numeric_limits<double>::max()));
  add_choice(app, "--empty", params.empty, kEmptyPolicies, "What becomes of a cluster without rows");
  add_choice(app, "--engine", options.engine, kEngines, "What computes the answer; all give the same one");
}

/// Turns a subcommand's k flag into params.k.
CLI::Option* add_k(CLI::App& app, const std::string& flag, Options& options, const std::string& help) {
  return app.add_option(flag, options.params.k, help)->check(CLI::Range(std::size_t{1}, kMaxClusters));
}

void add_commands(CLI::App& app, Options& options, Raw& raw) {
  CLI::App* fit = app.add_subcommand("fit", "Cluster points");
  add_input(*fit, options, raw);
  add_k(*fit, "--k", options, "Clusters; as many as --init FILE has rows when left out");
  add_fit_flags(*fit, options, raw);
  fit->add_option("--labels", options.labels, "CSV file to write the labels to");
  fit->add_option("--centroids", options.centroids, "CSV file to write the centroids to");

  CLI::App* sweep = app.add_subcommand("sweep", "Cluster points for every k from 1 to --k-max");
  add_input(*sweep, options, raw);
  add_k(*sweep, "--k-max", options, "Largest k")->required();
  add_fit_flags(*sweep, options, raw);
  sweep->add_option("--output", options.labels, "CSV file to write the labels to: columns k1, k2, ...")->required();

  CLI::App* predict = app.add_subcommand("predict", "Label points with the nearest of given centroids");
  add_input(*predict, options, raw);
  predict->add_option("--centroids", options.centroids, "CSV file of centroids")->required();
  predict->add_option("--labels", options.labels, "CSV file to write the labels to")->required();

  CLI::App* score = app.add_subcommand("score", "Say how well labels fit points, and a truth");
  add_input(*score, options, raw);
  score->add_option("--labels", options.labels, "CSV file of labels")->required();
  score->add_option("--label-column", options.label_column, "Its column: the only one, or label, when left out");
  score->add_option("--truth", options.truth, "CSV file of true labels");
  score->add_option("--truth-column", options.truth_column, "Its column, likewise");
  score
      ->add_option("--silhouette-rows", options.silhouette_rows,
                   "Rows the silhouette is thinned to when there are more")
      ->check(CLI::Range(std::size_t{2}, std::size_t{1'000'000}))
      ->capture_default_str();
  score->add_option("--seed", options.params.seed, "Seed of that thinning")
      ->check(CLI::Range(0U, std::numeric_limits<std::uint32_t>::max()))
      ->capture_default_str();

  const std::map<std::string, Command> commands = {
      {"fit", Command::kFit}, {"sweep", Command::kSweep}, {"predict", Command::kPredict}, {"score", Command::kScore}};
  for (CLI::App* command : app.get_subcommands({})) {
    command->callback([&options, chosen = commands.at(command->get_name())] { options.command = chosen; });
  }
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void settle_init(Options& options, const std::string& init) {
  Params& params = options.params;
  const auto* const found = std::find(kInits.begin(), kInits.end() - 1, init);
  params.init = static_cast<Init>(found - kInits.begin());
  if (params.init == Init::kGiven) {
    if (init.find_first_of("./") == std::string::npos && init != kStandardInput) {
      throw UsageError("--init must be k-means++, greedy, random or a CSV file, got " + init);
    }
    options.init_file = init;
  } else if (params.k == 0) {
    throw UsageError("--k is required unless --init names a file of centroids");
  }
}

/// What no flag alone can tell.
void settle(Options& options, const Raw& raw) {
  PointsSource& input = options.input;
  const bool raw_name = ends_with(input.path, ".f64");
  if (raw_name && input.features == 0) throw UsageError("--input " + input.path + " needs --features");
  if (input.features > 0 && !raw_name && input.path != kStandardInput) {
    throw UsageError("--features is for raw input (.f64 or -), not for " + input.path);
  }
  if (input.features > 0 && !(input.csv.id_column.empty() && input.ignore.empty())) {
    throw UsageError("raw input has no names of columns: --id-column and --ignore are for CSV");
  }
  options.json = raw.report == "json";
  if (options.command == Command::kFit || options.command == Command::kSweep) settle_init(options, raw.init);
  constexpr double kDefaultFraction = 0.01;  // the page's
  if (options.params.stop == Stop::kFraction) options.params.tol = kDefaultFraction;
  // A range check lets NaN through.
  if (raw.tol && std::isnan(*raw.tol)) throw UsageError("--tol must be a number of at least 0, got nan");
  if (raw.tol) options.params.tol = *raw.tol;
}

}  // namespace

const char* name_of(EngineName engine) { return kEngines[static_cast<std::size_t>(engine)]; }
const char* name_of(Init init) { return kInits[static_cast<std::size_t>(init)]; }
const char* name_of(Stop stop) { return kStops[static_cast<std::size_t>(stop)]; }
const char* name_of(EmptyPolicy empty) { return kEmptyPolicies[static_cast<std::size_t>(empty)]; }

std::optional<Options> parse_options(int argc, const char* const* argv, std::ostream& out) {
  Options options;
  options.params.k = 0;
  Raw raw;
  CLI::App app("k-means with the answers of the kmeans-race page, to the bit", "kmeans");
  app.set_version_flag("--version", KMEANS_VERSION);
  app.require_subcommand(1);
  add_commands(app, options, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream message;
    if (error.get_exit_code() != 0) throw UsageError(error.what());
    app.exit(error, out, message);
    return std::nullopt;
  }
  settle(options, raw);
  return options;
}

}  // namespace kmeans::cli
