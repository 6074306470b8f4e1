#include <gtest/gtest.h>

#include <cmath>

#include "cli_support.h"
#include "fixtures.h"
#include "hash.h"
#include "number.h"
#include "support.h"

namespace kmeans::test {
namespace {

using cli::number_text;
using cli::sha256_of;
using nlohmann::json;

/// Rows as CSV, without a header.
std::string csv_of(std::span<const double> values, std::size_t d) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) text += number_text(values[i]) + ((i + 1) % d == 0 ? '\n' : ',');
  return text;
}

const char* name_in(std::initializer_list<const char*> names, auto value) {
  return names.begin()[static_cast<std::size_t>(value)];
}

/// The flags of a golden case, but the points.
std::vector<std::string> flags_of(const Params& params, const std::string& start) {
  return {"--k",        std::to_string(params.k),
          "--init",     params.init == Init::kGiven ? start : name_in({"k-means++", "greedy", "random"}, params.init),
          "--seed",     std::to_string(params.seed),
          "--max-iter", std::to_string(params.max_iter),
          "--stop",     name_in({"labels", "tol", "fraction", "max_iter"}, params.stop),
          "--tol",      number_text(params.tol),
          "--empty",    name_in({"relocate", "keep", "reseed", "error"}, params.empty)};
}

class Cli : public CliTest {};

TEST_F(Cli, HashesAreSha256OfLittleEndianBytes) {
  // FIPS 180-2: SHA-256 of no bytes, and of "abcd".
  EXPECT_EQ(sha256_of(std::span<const double>()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::vector<Label> abcd = {0x64636261};
  EXPECT_EQ(sha256_of(abcd), "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589");
}

// Text goes out with the fewest digits and comes back with the same bits.
TEST_F(Cli, GoldenCasesFromCsvAndRawGiveTheGoldenAnswer) {
  for (const GoldenCase& golden : golden_cases()) {
    SCOPED_TRACE(golden.name);
    const std::size_t d = golden.points.d;
    const std::string csv = file("points.csv", csv_of(golden.points.data, d));
    const std::string raw = raw_file("points.f64", golden.points.data);
    const std::string start = file("start.csv", csv_of(golden.start, d));
    for (const char* engine : {"exact", "lloyd", "scalar"}) {
      for (const bool as_csv : {true, false}) {
        std::vector<std::string> arguments = {"fit", "--input", as_csv ? csv : raw, "--engine", engine};
        if (!as_csv) arguments.insert(arguments.end(), {"--features", std::to_string(d)});
        for (const std::string& flag : flags_of(golden.params, start)) arguments.push_back(flag);
        const json got = report(arguments);
        EXPECT_EQ(got["labelsSha256"], sha256_of(golden.expected.labels));
        EXPECT_EQ(got["centroidsSha256"], sha256_of(golden.expected.centroids));
        EXPECT_EQ(got["dataset"]["sha256"], sha256_of(golden.points.data));
        EXPECT_EQ(got["iterations"], golden.expected.summary.iterations);
        EXPECT_EQ(got["converged"], golden.expected.summary.converged);
        if (std::isfinite(golden.expected.summary.inertia)) {
          EXPECT_EQ(got["inertia"], golden.expected.summary.inertia);
        } else {
          EXPECT_TRUE(got["inertia"].is_null());
        }
      }
    }
  }
}

// What the page's result object holds for the files it ships with, k = 3 and 10, seed 42.
TEST_F(Cli, ShippedFilesGiveThePagesHashes) {
  const std::string folder = KMEANS_SHIPPED;
  const json iris = report({"fit", "--input", folder + "/iris.csv", "--ignore", "label", "--k", "3"});
  EXPECT_EQ(iris["dataset"]["sha256"], "012f498fe9c8b3b34212c3c5d98e1f03f2f79931cd49349beb1bad64dcf164a7");
  EXPECT_EQ(iris["labelsSha256"], "61a9591e978e2185b3b09259fd61d96f6f17854906cbe4d7ddf2881cd0198e05");
  EXPECT_EQ(iris["centroidsSha256"], "3efd1c9142b904408865fda9af82fa3909e94617c837a7c365b595068521b99f");
  const json digits =
      report({"fit", "--input", folder + "/digits.csv", "--ignore", "label", "--k", "10", "--init", "greedy"});
  EXPECT_EQ(digits["dataset"]["sha256"], "20def7f70a702f0af9732fbba4375e147a7d54fe70d8c45569b8e7c1c7010c10");
  EXPECT_EQ(digits["labelsSha256"], "c643d727732fba3c81ba8b3e7649f3c8c803249456a16ca872cd07cce2ac9c16");
  EXPECT_EQ(digits["centroidsSha256"], "8f75c5436b68e067adbb5c8dc0a781e581507c8c09ddc8245e5a2f469bef8644");
}

TEST_F(Cli, FitThenPredictThenScoreAgree) {
  const Points points = make_points(Style::kBlobs, 3'000, 3, 2);
  const std::string input = file("x.csv", "u,\"v, w\",z\n" + csv_of(points.data, 3));
  const json fit =
      report({"fit", "--input", input, "--k", "5", "--labels", path("l.csv"), "--centroids", path("c.csv")});
  const json predict = report({"predict", "--input", input, "--centroids", path("c.csv"), "--labels", path("l2.csv")});
  const json score = report({"score", "--input", input, "--labels", path("l.csv"), "--truth", path("l2.csv")});
  EXPECT_EQ(content("c.csv").substr(0, 11), "u,\"v, w\",z\n");
  EXPECT_EQ(content("l.csv"), content("l2.csv"));
  for (const json& other : {predict, score}) {
    EXPECT_EQ(other["labelsSha256"], fit["labelsSha256"]);
    EXPECT_EQ(other["inertia"], fit["inertia"]);
  }
  EXPECT_EQ(predict["centroidsSha256"], fit["centroidsSha256"]);
  EXPECT_EQ(score["clusters"], 5);
  EXPECT_EQ(score["ari"], 1);
  EXPECT_EQ(score["nmi"], 1);
  EXPECT_EQ(score["silhouetteSampled"], false);
  // A converged fit, started from its own end, stays there.
  const json again = report({"fit", "--input", input, "--init", path("c.csv")});
  EXPECT_EQ(again["iterations"], 1);
  EXPECT_EQ(again["centroidsSha256"], fit["centroidsSha256"]);
}

TEST_F(Cli, SweepIsTheFitOfEveryK) {
  const Points points = make_points(Style::kGrid, 2'500, 2, 6);
  const std::string input = file("x.csv", csv_of(points.data, 2));
  const std::string start = file("start.csv", csv_of(std::span(points.data).first(18), 2));
  for (const std::string init : {"k-means++", "greedy", "random", "given"}) {
    for (const std::string empty : {"relocate", "reseed"}) {
      SCOPED_TRACE(init + ", " + empty);
      const std::vector<std::string> same = {"--input", input, "--init",  init == "given" ? start : init,
                                             "--seed",  "7",   "--empty", empty};
      std::vector<std::string> sweep_flags = {"sweep", "--k-max", "9", "--output", path("s.csv")};
      sweep_flags.insert(sweep_flags.end(), same.begin(), same.end());
      const json sweep = report(sweep_flags);
      ASSERT_EQ(sweep["fits"].size(), 9U);
      for (std::size_t k = 1; k <= 9; ++k) {
        std::vector<std::string> fit_flags = {"fit", "--k", std::to_string(k)};
        fit_flags.insert(fit_flags.end(), same.begin(), same.end());
        if (init == "given") fit_flags[6] = file("first.csv", csv_of(std::span(points.data).first(2 * k), 2));
        const json fit = report(fit_flags);
        for (const char* key : {"k", "iterations", "converged", "inertia", "labelsSha256", "centroidsSha256"}) {
          EXPECT_EQ(sweep["fits"][k - 1][key], fit[key]) << key << " of k = " << k;
        }
      }
      const json score = report({"score", "--input", input, "--labels", path("s.csv"), "--label-column", "k9"});
      EXPECT_EQ(score["labelsSha256"], sweep["fits"][8]["labelsSha256"]);
    }
  }
}

TEST_F(Cli, IdsAreCarriedAlong) {
  const std::string input = file("x.csv", "a,id,b\n0,\"p,1\",0\n9,q,9\n0, r ,1\n");
  const json fit = report({"fit", "--input", input, "--id-column", "id", "--k", "2", "--labels", path("l.csv")});
  EXPECT_EQ(fit["dataset"]["d"], 2);
  const std::string labels = content("l.csv");
  EXPECT_TRUE(labels == "id,label\n\"p,1\",0\nq,1\nr,0\n" || labels == "id,label\n\"p,1\",1\nq,0\nr,1\n") << labels;
  EXPECT_EQ(report({"score", "--input", input, "--id-column", "id", "--labels", path("l.csv")})["clusters"], 2);
  const std::string swapped = file("l2.csv", "id,label\nq,0\n\"p,1\",1\nr,0\n");
  EXPECT_EQ(complaint({"score", "--input", input, "--id-column", "id", "--labels", swapped}),
            "kmeans: l2.csv: line 2, column id: the id is 'q', but 'p,1' in the same row of x.csv");
}

TEST_F(Cli, PredictTakesFewerRowsThanCentroids) {
  const std::string input = file("x.csv", "5.4\n0.1\n");
  const std::string centroids = file("c.csv", "0\n1\n2\n5\n");
  const json predict = report({"predict", "--input", input, "--centroids", centroids, "--labels", path("l.csv")});
  EXPECT_EQ(content("l.csv"), "label\n3\n0\n");
  EXPECT_DOUBLE_EQ(predict["inertia"], (5.4 - 5) * (5.4 - 5) + 0.1 * 0.1);
}

TEST_F(Cli, ScoresOfAHandMadeFile) {
  const std::string input = file("x.csv", "x\n0\n10\n2\n12\n");
  const std::string labels = file("l.csv", "left\nright\nleft\nright\n");
  const json score = report({"score", "--input", input, "--header", "yes", "--labels",
                             file("l2.csv", "side\n" + std::string("left\nright\nleft\nright\n"))});
  EXPECT_EQ(score["inertia"], 4);
  EXPECT_DOUBLE_EQ(score["daviesBouldin"], 0.2);
  EXPECT_DOUBLE_EQ(score["calinskiHarabasz"], 50);
  EXPECT_DOUBLE_EQ(score["silhouette"], (9.0 / 11 + 7.0 / 9) / 2);
  EXPECT_TRUE(score["ari"].is_null());
  EXPECT_TRUE(score["labelsSha256"].is_null());
  EXPECT_EQ(complaint({"score", "--input", input, "--labels", labels}),
            "kmeans: l.csv: the file has 3 labels, but x.csv has 4 rows");
}

TEST_F(Cli, TheSilhouetteSaysWhenItIsSampled) {
  const Points points = make_points(Style::kBlobs, 400, 2, 1);
  const std::string input = file("x.csv", csv_of(points.data, 2));
  ASSERT_EQ(run({"fit", "--input", input, "--k", "3", "--labels", path("l.csv")}).code, 0);
  const Ran text = run({"score", "--input", input, "--labels", path("l.csv"), "--silhouette-rows", "100"});
  EXPECT_NE(text.out.find("from a sample of 100 rows drawn with seed 42"), std::string::npos) << text.out;
  const json score = report({"score", "--input", input, "--labels", path("l.csv"), "--silhouette-rows", "100"});
  EXPECT_EQ(score["silhouetteRows"], 100);
  EXPECT_EQ(score["silhouetteSampled"], true);
}

TEST_F(Cli, FractionHasADefaultOfItsOwn) {
  const std::string input = file("x.csv", "1\n2\n");
  EXPECT_EQ(report({"fit", "--input", input, "--k", "1"})["params"]["tol"], 1e-4);
  EXPECT_EQ(report({"fit", "--input", input, "--k", "1", "--stop", "fraction"})["params"]["tol"], 0.01);
  EXPECT_EQ(report({"fit", "--input", input, "--k", "1", "--stop", "fraction", "--tol", "0.2"})["params"]["tol"], 0.2);
}

TEST_F(Cli, TextReportsSayTheSame) {
  const std::string input = file("x.csv", "1\n2\n7\n");
  const json fit = report({"fit", "--input", input, "--k", "2"});
  const Ran text = run({"fit", "--input", input, "--k", "2"});
  EXPECT_NE(text.out.find(fit["labelsSha256"].get<std::string>()), std::string::npos);
  EXPECT_NE(text.out.find(fit["centroidsSha256"].get<std::string>()), std::string::npos);
  const Ran sweep = run({"sweep", "--input", input, "--k-max", "3", "--output", path("s.csv"), "--max-iter", "0"});
  EXPECT_NE(sweep.out.find("* not converged within 0 iterations"), std::string::npos) << sweep.out;
}

}  // namespace
}  // namespace kmeans::test
