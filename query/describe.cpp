// Plans as text.
#include <cmath>
#include <cstdio>

#include "query/operators.hpp"

namespace kg::query {

namespace {

std::string number(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, value >= 1 || value == 0 ? "%.0f" : "%.2g", value);
  return buffer;
}

void add(const Operator& op, int depth, bool profiled, std::string& out) {
  std::string line(static_cast<std::size_t>(depth) * 2, ' ');
  line += op.name();
  if (!op.detail.empty()) line += " " + op.detail;
  if (line.size() < 60) line.resize(60, ' ');
  if (op.estimate >= 0) line += "  expects " + number(op.estimate) + (op.estimate == 1 ? " row" : " rows");
  if (profiled) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "  got %llu in %.3f ms", static_cast<unsigned long long>(op.rows), std::chrono::duration<double, std::milli>(op.time).count());
    line += buffer;
  }
  while (line.ends_with(' ')) line.pop_back();
  out += line + "\n";
  for (const Operator* inner : op.inner()) add(*inner, depth + 2, profiled, out);
  if (op.input() != nullptr) add(*op.input(), depth, profiled, out);
}

}  // namespace

std::string describe(const Operator& root, bool profiled) {
  std::string out;
  add(root, 0, profiled, out);
  return out;
}

}  // namespace kg::query
