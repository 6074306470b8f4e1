#include <gtest/gtest.h>

#include <limits>

#include "cli_support.h"

namespace kmeans::test {
namespace {

class CliErrors : public CliTest {};

TEST_F(CliErrors, BadCsvIsRefusedWithItsPlace) {
  std::string long_text = "a,b\n";
  for (int i = 0; i < 20'000; ++i) long_text += "1,2\n";
  const std::pair<std::string, std::string> cases[] = {
      {"", "the file is empty"},
      {"\n\r\n \n", "the file is empty"},
      {"\xef\xbb\xbf", "the file is empty"},
      {"a,b\n", "the file has a header line and no rows"},
      {"a,b\n1,2\n1\n", "line 3 has 1 field, expected 2"},
      {"a,b\r\n1,2\r\n\r\n1,2,3\r\n", "line 4 has 3 fields, expected 2"},
      {"a,b\r1,2\r\r1\r", "line 4 has 1 field, expected 2"},
      {"1,2\n3,abc\n", "line 2, column column 2: 'abc' is not a number"},
      {"a,b\n1,\n", "line 2, column b: the value is missing"},
      {"a,b\n1,2\nNA,2\n", "line 3, column a: 'NA' stands for a missing value"},
      {"a,b\n1,nan\n", "line 2, column b: 'nan' is not a finite number"},
      {"a,b\n1,-Infinity\n", "line 2, column b: '-Infinity' is not a finite number"},
      {"a,b\n1,1e999\n", "line 2, column b: '1e999' is not a finite number"},
      {"a;b\n1;2,5\n",
       "line 2, column b: '2,5' is not a number (write decimals with a point, and no thousands separators)"},
      {"a,b\n\"1\n\",2\n3,4\n", "line 2, column a: '1?' is not a number"},
      {"\"a\nb\",c\n1,2\n3,x\n", "line 4, column c: 'x' is not a number"},
      {"\"a\nb\",c\n1,2\nx,3\n", "line 4, column a?b: 'x' is not a number"},
      {"a,b\n1,2\n\"3,4\n5,6\n", "line 3: a quoted field is never closed"},
      {"a,b\n1,2\n\"3\"4,5\n",
       "line 3: a quote stands inside a field, or text follows a closing quote; is a quote not closed?"},
      {"a,b\n1,2\n3\"4,5\n",
       "line 3: a quote stands inside a field, or text follows a closing quote; is a quote not closed?"},
      {std::string("\xff\xfe"
                   "1\0\n\0",
                   6),
       "the file is UTF-16 text; save it as UTF-8"},
      {std::string("1,2\n3,\0\x01\n", 9), "line 2, column column 2: '?\?' is not a number"},
      {long_text + "1,x\n", "line 20002, column b: 'x' is not a number"},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text.substr(0, 60));
    EXPECT_EQ(complaint({"fit", "--input", file("x.csv", text), "--k", "1"}), "kmeans: x.csv: " + expected);
  }
}

TEST_F(CliErrors, FilesThatCannotBeUsed) {
  const std::string x = file("x.csv", "a,b\n1,2\n3,4\n5,7\n");
  EXPECT_EQ(complaint({"fit", "--input", path("no.csv"), "--k", "1"}),
            "kmeans: no.csv: cannot be opened: No such file or directory");
  EXPECT_EQ(complaint({"fit", "--input", path(""), "--k", "1"}), "kmeans: : cannot be read: Is a directory");
  EXPECT_EQ(complaint({"fit", "--input", x, "--k", "2", "--labels", path("no/l.csv")}),
            "kmeans: no/l.csv: cannot be written: No such file or directory");
  EXPECT_EQ(complaint({"fit", "--input", x, "--k", "2", "--labels", "/dev/full"}),
            "kmeans: /dev/full: cannot be written: No space left on device");
  EXPECT_EQ(complaint({"fit", "--input", x, "--k", "2", "--id-column", "id"}),
            "kmeans: x.csv: there is no column id; the file has a, b");
  EXPECT_EQ(complaint({"fit", "--input", x, "--k", "2", "--ignore", "a", "--ignore", "b"}),
            "kmeans: x.csv: no column is left to cluster on");
  std::string wide = "1";
  for (int i = 0; i < 1024; ++i) wide += ",1";
  EXPECT_EQ(complaint({"fit", "--input", file("w.csv", wide), "--k", "1"}),
            "kmeans: w.csv: the file has 1025 columns to cluster on; at most 1024 can be used");
}

TEST_F(CliErrors, RawInput) {
  const std::vector<double> values = {1, 2, 3, std::numeric_limits<double>::quiet_NaN()};
  const std::string raw = raw_file("x.f64", values);
  EXPECT_EQ(complaint({"fit", "--input", raw, "--features", "2", "--k", "1"}),
            "kmeans: x.f64: the value at row 2, column 2 is NaN; points must be finite numbers");
  EXPECT_EQ(complaint({"fit", "--input", raw, "--features", "3", "--k", "1"}),
            "kmeans: x.f64: the file has 32 bytes, which is not a multiple of 24 (8 bytes x 3 features)");
  EXPECT_EQ(complaint({"fit", "--input", file("e.f64", ""), "--features", "3", "--k", "1"}),
            "kmeans: e.f64: the file is empty");
  EXPECT_EQ(complaint({"fit", "--input", "x.f64", "--k", "1"}, 2), "kmeans: --input x.f64 needs --features");
  EXPECT_EQ(complaint({"fit", "--input", "x.csv", "--features", "2", "--k", "1"}, 2),
            "kmeans: --features is for raw input (.f64 or -), not for x.csv");
  EXPECT_EQ(complaint({"fit", "--input", "x.f64", "--features", "2", "--id-column", "a", "--k", "1"}, 2),
            "kmeans: raw input has no names of columns: --id-column and --ignore are for CSV");
}

TEST_F(CliErrors, ParametersAndFilesThatDoNotGoTogether) {
  const std::string x = file("x.csv", "a,b\n1,2\n3,4\n5,7\n");
  const std::string c = file("c.csv", "1,2\n3,4\n");
  EXPECT_EQ(complaint({"fit", "--input", x, "--k", "4"}), "kmeans: x.csv: k = 4 is more than the 3 points");
  EXPECT_EQ(complaint({"sweep", "--input", x, "--k-max", "4", "--output", path("o.csv")}),
            "kmeans: x.csv: --k-max = 4 is more than the 3 points");
  EXPECT_EQ(complaint({"fit", "--input", x, "--k", "3", "--init", c}),
            "kmeans: c.csv: the file has 2 centroids, but --k is 3");
  EXPECT_EQ(complaint({"sweep", "--input", x, "--k-max", "3", "--init", c, "--output", path("o.csv")}),
            "kmeans: c.csv: the file has 2 centroids, but --k-max is 3");
  const std::string narrow = file("n.csv", "1\n2\n");
  EXPECT_EQ(complaint({"fit", "--input", x, "--init", narrow}),
            "kmeans: n.csv: line 1 has 1 column, but x.csv has 2 features");
  EXPECT_EQ(complaint({"predict", "--input", x, "--centroids", narrow, "--labels", path("l.csv")}),
            "kmeans: n.csv: line 1 has 1 column, but x.csv has 2 features");
  EXPECT_EQ(complaint({"fit", "--input", x, "--init", file("far.csv", "1,2\n900,900\n"), "--empty", "error"}),
            "kmeans: x.csv: cluster 1 is empty after iteration 1 (empty = error)");
  EXPECT_FALSE(std::filesystem::exists(path("o.csv")));
}

TEST_F(CliErrors, BadLabels) {
  const std::string x = file("x.csv", "a\n1\n2\n3\n");
  const auto said = [&](std::string_view labels, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"score", "--input", x, "--labels", file("l.csv", labels)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return complaint(arguments);
  };
  EXPECT_EQ(said("label\n0\n1\n"), "kmeans: l.csv: the file has 2 labels, but x.csv has 3 rows");
  EXPECT_EQ(said("l\n0\n\"\"\n1\n"), "kmeans: l.csv: line 3, column l: the label is missing");
  EXPECT_EQ(said("k1,k2\n0,0\n0,1\n0,1\n"), "kmeans: l.csv: which column holds the labels? Name one of k1, k2");
  EXPECT_EQ(said("k1,k2\n0,0\n0,1\n0,1\n", {"--label-column", "k3"}),
            "kmeans: l.csv: there is no column k3; the file has k1, k2");
}

TEST_F(CliErrors, BadUsage) {
  const std::vector<std::vector<std::string>> cases = {
      {},
      {"cluster"},
      {"fit"},
      {"fit", "--input", "x.csv"},
      {"fit", "--input", "x.csv", "--k", "0"},
      {"fit", "--input", "x.csv", "--k", "4097"},
      {"fit", "--input", "x.csv", "--k", "2.5"},
      {"fit", "--input", "x.csv", "--k", "two"},
      {"fit", "--input", "x.csv", "--k", "2", "--seed", "-1"},
      {"fit", "--input", "x.csv", "--k", "2", "--seed", "4294967296"},
      {"fit", "--input", "x.csv", "--k", "2", "--stop", "never"},
      {"fit", "--input", "x.csv", "--k", "2", "--empty", "drop"},
      {"fit", "--input", "x.csv", "--k", "2", "--engine", "gpu"},
      {"fit", "--input", "x.csv", "--k", "2", "--init", "best"},
      {"fit", "--input", "x.csv", "--k", "2", "--tol", "-1"},
      {"fit", "--input", "x.csv", "--k", "2", "--tol", "nan"},
      {"fit", "--input", "x.csv", "--k", "2", "--max-iter", "1000001"},
      {"fit", "--input", "x.csv", "--k", "2", "--threads", "65"},
      {"fit", "--input", "x.csv", "--k", "2", "--report", "xml"},
      {"fit", "--input", "x.csv", "--k", "2", "--colour", "red"},
      {"fit", "--input", "x.csv", "--k", "2", "stray"},
      {"sweep", "--input", "x.csv", "--k-max", "2"},
      {"predict", "--input", "x.csv", "--centroids", "c.csv"},
      {"score", "--input", "x.csv"},
  };
  for (const auto& arguments : cases) {
    std::string shown;
    for (const std::string& argument : arguments) shown += argument + " ";
    SCOPED_TRACE(shown);
    EXPECT_EQ(complaint(arguments, 2).substr(0, 8), "kmeans: ");
  }
}

TEST_F(CliErrors, HelpAndVersionAreNotErrors) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, {"fit", "--help"}, {"--version"}}) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 0);
    EXPECT_NE(ran.out, "");
    EXPECT_EQ(ran.err, "");
  }
}

}  // namespace
}  // namespace kmeans::test
