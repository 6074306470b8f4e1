#include "csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <exception>
#include <new>

#include "error.h"

namespace kmeans::cli {
namespace {

/// Large enough for whole first lines, small enough that a bad file is given up early.
constexpr std::size_t kChunkBytes = std::size_t{1} << 16U;

char guess_delimiter(std::string_view text) {
  constexpr std::array kDelimiters = {',', ';', '\t', '|'};
  std::array<std::size_t, kDelimiters.size()> counts{};
  bool quoted = false;
  for (const char letter : text) {
    if (letter == '"') quoted = !quoted;
    if (quoted) continue;
    if (letter == '\n' || letter == '\r') break;
    const auto* found = std::find(kDelimiters.begin(), kDelimiters.end(), letter);
    if (found != kDelimiters.end()) ++counts[static_cast<std::size_t>(found - kDelimiters.begin())];
  }
  const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return kDelimiters[static_cast<std::size_t>(most)];
}

std::size_t count_line_ends(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n")) ++count;
  }
  return count;
}

/// Gathers what libcsv reports, field by field, into records.
class Parser {
 public:
  Parser(const std::string& name, const std::function<void(const CsvRecord&)>& handle) : name_(name), handle_(handle) {
    // Every line end is wanted, or blank lines would not count.
    if (csv_init(&csv_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) throw std::bad_alloc();
    csv_set_blk_size(&csv_, kChunkBytes);
  }
  ~Parser() { csv_free(&csv_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void set_delimiter(char delimiter) { csv_set_delim(&csv_, static_cast<unsigned char>(delimiter)); }

  void parse(std::string_view text) {
    quotes_ = quotes_ || text.find('"') != std::string_view::npos;
    const std::size_t parsed = csv_parse(&csv_, text.data(), text.size(), on_field, on_line_end, this);
    if (failure_) std::rethrow_exception(failure_);
    if (parsed == text.size()) return;
    if (csv_error(&csv_) != CSV_EPARSE) throw std::bad_alloc();
    fail("a quote stands inside a field, or text follows a closing quote; is a quote not closed?");
  }

  void finish() {
    if (csv_fini(&csv_, on_field, on_line_end, this) != 0) fail("a quoted field is never closed");
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  [[noreturn]] void fail(const char* what) const {
    throw InputError(name_ + ": line " + std::to_string(ends_.empty() ? line_ : record_.line) + ": " + what);
  }

  static void on_field(void* text, std::size_t size, void* self) {
    static_cast<Parser*>(self)->add_field({static_cast<const char*>(text), size});
  }
  static void on_line_end(int letter, void* self) { static_cast<Parser*>(self)->end_line(letter); }

  /// Exceptions must not cross libcsv, which is C: the first one waits, and what follows it is left out.
  template <class F>
  void guarded(F&& f) {
    if (failure_) return;
    try {
      f();
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

  void add_field(std::string_view text) {
    guarded([&] {
      if (ends_.empty()) record_.line = line_;
      if (quotes_) line_ += count_line_ends(text);
      text_ += text;
      ends_.push_back(text_.size());
      after_return_ = false;
    });
  }

  void end_line(int letter) {
    guarded([&] {
      const bool second_half = letter == '\n' && after_return_;
      after_return_ = letter == '\r';
      if (second_half) return;
      ++line_;
      if (!ends_.empty()) emit();
    });
  }

  void emit() {
    record_.fields.clear();
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      record_.fields.push_back(std::string_view(text_).substr(begin, end - begin));
      begin = end;
    }
    handle_(record_);
    text_.clear();
    ends_.clear();
  }

  const std::string& name_;
  const std::function<void(const CsvRecord&)>& handle_;
  csv_parser csv_{};
  CsvRecord record_;
  std::string text_;               ///< Fields of the record so far, end to end.
  std::vector<std::size_t> ends_;  ///< Where each ends.
  std::size_t line_ = 1;
  bool after_return_ = false;  ///< A line feed now would belong to the line end before it.
  bool quotes_ = false;        ///< Fields may hold line ends.
  std::exception_ptr failure_;
};

}  // namespace

void read_csv(Input& input, const std::function<void(const CsvRecord&)>& handle) {
  Parser parser(input.name(), handle);
  std::string buffer(kChunkBytes, '\0');
  bool first = true;
  for (std::size_t count = input.read(buffer); count > 0; count = input.read(buffer)) {
    std::string_view text = std::string_view(buffer).substr(0, count);
    if (first) {
      if (text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff") {
        throw InputError(input.name() + ": the file is UTF-16 text; save it as UTF-8");
      }
      if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
      parser.set_delimiter(guess_delimiter(text));
      first = false;
    }
    parser.parse(text);
  }
  parser.finish();
}

}  // namespace kmeans::cli
