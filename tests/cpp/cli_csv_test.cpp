#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "cli_support.h"
#include "kmeans/rng.h"
#include "number.h"
#include "points.h"

namespace kmeans::test {
namespace {

using cli::Header;
using cli::parse_number;
using cli::read_points;

TEST(CliNumber, ReadsDecimalNumbersOnly) {
  for (const auto& [text, value] : {std::pair{"1", 1.0},
                                    {" +.5\t", 0.5},
                                    {"5.", 5.0},
                                    {"-0", -0.0},
                                    {"30e-1", 3.0},
                                    {"1E2", 100.0},
                                    {"1e-400", 0.0},
                                    {"4.9406564584124654e-324", 4.9406564584124654e-324}}) {
    EXPECT_EQ(parse_number(text), value) << text;
  }
  for (const char* text :
       {"", " ", ".", "+", "-", "+-1", "1,5", "1e", "0x10", "1 2", "1_0", "nan", "inf", "1e999", "abc"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(CliNumber, EveryDoubleReadsBackAsItself) {
  Rng rng(11);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = std::uint64_t{rng.u32()} << 32U | rng.u32();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (value - value != 0) continue;
    const auto back = parse_number(cli::number_text(value));
    ASSERT_TRUE(back);
    EXPECT_EQ(std::memcmp(&*back, &value, sizeof value), 0) << cli::number_text(value);
  }
}

class CliCsv : public CliTest {
 protected:
  cli::Points read(std::string_view text, Header header = Header::kAuto) const {
    return read_points({file("x.csv", text), 0, {header, ""}, {}});
  }
};

using Names = std::vector<std::string>;
using Values = std::vector<double>;

TEST_F(CliCsv, ReadsEveryShape) {
  const std::pair<const char*, std::string> shapes[] = {
      {"commas", "a,b\n1,2\n3,4\n"},
      {"semicolons", "a;b\n1;2\n3;4\n"},
      {"tabs", "a\tb\n1\t2\n3\t4\n"},
      {"bars", "a|b\n1|2\n3|4\n"},
      {"CRLF", "a,b\r\n1,2\r\n3,4\r\n"},
      {"CR", "a,b\r1,2\r3,4\r"},
      {"mixed line ends", "a,b\r\n1,2\n3,4"},
      {"no final line end", "a,b\n1,2\n3,4"},
      {"a byte-order mark",
       "\xef\xbb\xbf"
       "a,b\n1,2\n3,4"},
      {"quotes", "\"a\",\"b\"\r\n\"1\",\"2\"\r\n\"3\",4\r\n"},
      {"blanks and blank lines", "a,b\n\n 1 , 2\n3 ,4\n\n\n"},
      {"signs and exponents", "a,b\n+1,.2e1\n30e-1,4."},
  };
  for (const auto& [name, text] : shapes) {
    SCOPED_TRACE(name);
    const cli::Points points = read(text);
    EXPECT_EQ(points.features, (Names{"a", "b"}));
    EXPECT_EQ(points.values, (Values{1, 2, 3, 4}));
  }
}

TEST_F(CliCsv, FindsOutWhetherThereIsAHeader) {
  EXPECT_EQ(read("1,2\n3,4").features, (Names{"column 1", "column 2"}));
  EXPECT_EQ(read("1,2\n3,4").n(), 2U);
  EXPECT_EQ(read("1,2\n3,4", Header::kYes).features, (Names{"1", "2"}));
  EXPECT_EQ(read("a,,a\n1,2,3").features, (Names{"a", "column 2", "a (2)"}));
  EXPECT_EQ(read("\"x \"\"1\"\"\",\"y\nz\"\n1,2").features, (Names{"x \"1\"", "y\nz"}));
}

TEST_F(CliCsv, RecordsMayCrossTheEdgesOfChunks) {
  std::string text = "a,b\n";
  Values expected;
  for (int i = 0; i < 30'000; ++i) {
    text += std::to_string(i) + ",\"" + std::to_string(i) + ".25\"\r\n";
    expected.insert(expected.end(), {static_cast<double>(i), i + 0.25});
  }
  EXPECT_EQ(read(text).values, expected);
}

TEST_F(CliCsv, LeavesColumnsOut) {
  const cli::PointsSource source{
      file("x.csv", "id,a,kind,b\nr1,1,u,2\nr2,3,v,4\n"), 0, {Header::kAuto, "id"}, {"kind"}};
  const cli::Points points = read_points(source);
  EXPECT_EQ(points.features, (Names{"a", "b"}));
  EXPECT_EQ(points.ids, (Names{"r1", "r2"}));
  EXPECT_EQ(points.values, (Values{1, 2, 3, 4}));
}

TEST_F(CliCsv, ReadsRawValues) {
  Values values(300'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i) / 7;
  const cli::Points points = read_points({raw_file("x.f64", values), 3, {}, {}});
  EXPECT_EQ(points.values, values);
  EXPECT_EQ(points.features, (Names{"column 1", "column 2", "column 3"}));
}

}  // namespace
}  // namespace kmeans::test
